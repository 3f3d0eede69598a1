"""Notices in the cabinet: what the subscriber was told, and what they choose."""

from typing import Any

import pytest

from tests.contract.cabinet.world import OTHER, OWN, CabinetWorld
from tests.noticing_world import coming_debit, fan_out, notice_desk, reach


def choice(settings: Any, kind: str, channel: str) -> tuple[bool, bool]:
    """(offered, wanted)."""
    (found,) = (
        each for each in settings["choices"] if (each["kind"], each["channel"]) == (kind, channel)
    )
    return found["offered"], found["wanted"]


def test_what_there_is_to_choose_from(world: CabinetWorld) -> None:
    reach(world, OWN, phone=None)
    settings = world.signed_in().get("/notice-settings").json()
    assert settings["email"] == "ivanov@example.com"
    assert "phone" not in settings
    assert choice(settings, "coming_debit", "email") == (True, True)
    assert choice(settings, "debit_done", "gateway") == (False, True)


def test_choosing(world: CabinetWorld) -> None:
    reach(world, OWN)
    browser = world.signed_in()
    chosen = {
        "language": "en",
        "time_zone": "Asia/Tomsk",
        "quiet_hours": {"begins": "00:00", "ends": "00:00"},
        "opted_out": [{"kind": "coming_debit", "channel": "gateway"}],
    }
    answer = browser.call("PATCH", "/notice-settings", json=chosen)
    assert answer.status_code == 200, answer.text
    settings = browser.get("/notice-settings").json()
    assert settings == answer.json()
    assert choice(settings, "coming_debit", "gateway") == (True, False)
    assert settings["in_force"]["quiet_hours"] == {"begins": "00:00", "ends": "00:00"}
    assert settings["email"] == "ivanov@example.com"
    back = browser.call("PATCH", "/notice-settings", json={"language": None}).json()
    assert back["in_force"]["language"] == "ru"
    assert back["opted_out"] == chosen["opted_out"]
    assert world.signed_in(OTHER).get("/notice-settings").json()["opted_out"] == []


@pytest.mark.parametrize(
    "change",
    [{"email": "mine@example.com"}, {"phone": "+79001234567"}, {"time_zone": "Moscow"}, {"x": 1}],
)
def test_what_a_subscriber_does_not_choose(world: CabinetWorld, change: Any) -> None:
    """Addresses are the operator's: whoever steals a session cannot turn notices away."""
    browser = world.signed_in()
    assert browser.call("PATCH", "/notice-settings", json=change).status_code in (400, 422)
    assert "email" not in browser.get("/notice-settings").json()


def test_what_they_were_told(world: CabinetWorld) -> None:
    reach(world, OWN)
    reach(world, OTHER)
    fan_out(world, coming_debit(world, number=OWN), coming_debit(world, number=OTHER))
    desk = notice_desk(world._unit, world.clock)
    desk.work()
    desk.close()
    browser = world.signed_in()
    first = browser.get("/notices", params={"limit": 1}).json()
    second = browser.get("/notices", params={"before": first["next"]}).json()
    shown = first["notices"] + second["notices"]
    assert {each["channel"] for each in shown} == {"email", "gateway"}
    assert all(OWN in each["text"] and each["state"] == "sent" for each in shown)
    assert "next" not in second
