"""Notices at the desk: contacts, texts, switches, the delivery log, and tests of channels."""

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.notice import Channel, SendAnswer, SendResult
from tests.commands import ACCOUNT
from tests.contract.operator.world import DeskBrowser, DeskWorld
from tests.noticing_world import RULES, ToldChannel, coming_debit, fan_out, notice_desk, reach

CONTACT = f"/accounts/{ACCOUNT}/contact"
RESUMED = {"kind": "resumed", "channel": "email", "language": "ru"}
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def desk(world: DeskWorld) -> DeskBrowser:
    """An admin's."""
    return world.person()


def code(answer: Any) -> tuple[int, str]:
    """Of a refusal."""
    return answer.status_code, answer.json()["code"]


# --- contacts


def test_a_contact(desk: DeskBrowser, world: DeskWorld) -> None:
    assert desk.get(CONTACT).json() == {
        "account": ACCOUNT,
        "opted_out": [],
        "in_force": {
            "language": "ru",
            "time_zone": "Europe/Moscow",
            "quiet_hours": {"begins": "21:00", "ends": "09:00"},
        },
    }
    given = {
        "email": "ivanov@example.com",
        "phone": "8 900 123-45-67",
        "language": "en",
        "time_zone": "Asia/Tomsk",
        "quiet_hours": {"begins": "22:00", "ends": "08:00"},
        "opted_out": [{"kind": "debit_done", "channel": "email"}],
        "reason": "by telephone",
    }
    changed = desk.patch(CONTACT, given)
    assert changed.status_code == 200, changed.text
    assert changed.json()["phone"] == "+79001234567"
    assert changed.json()["in_force"]["time_zone"] == "Asia/Tomsk"
    assert desk.patch(CONTACT, {"email": None}).json() == desk.get(CONTACT).json()
    kept = desk.get(CONTACT).json()
    assert "email" not in kept
    assert kept["opted_out"] == given["opted_out"]
    assert world.audited()[0] == ("admin", "change_contact", f"account {ACCOUNT}", "by telephone")


@pytest.mark.parametrize(
    "change",
    [
        {"email": "a@b"},
        {"email": "a@b.ru\nBcc: c@d.ru"},
        {"phone": "12"},
        {"time_zone": "Moscow"},
        {"time_zone": "../../etc/passwd"},
        {"language": "de"},
        {"quiet_hours": {"begins": "25:00", "ends": "09:00"}},
        {"quiet_hours": {"begins": "21:00"}},
        {"opted_out": [{"kind": "weather", "channel": "email"}]},
        {"holder": "somebody"},
    ],
)
def test_contacts_that_are_none(desk: DeskBrowser, world: DeskWorld, change: Any) -> None:
    assert desk.patch(CONTACT, change).status_code in (400, 422)
    assert world.count("contact") == 0
    assert world.audited() == []


def test_nobody_has_no_contact(desk: DeskBrowser) -> None:
    assert code(desk.get("/accounts/9/contact")) == (404, "not_found")
    assert code(desk.patch("/accounts/9/contact", {})) == (404, "not_found")


# --- texts


def test_texts_that_hold(desk: DeskBrowser) -> None:
    found = desk.get("/notice-templates").json()
    assert len(found["templates"]) == 8 * 2 * 2
    assert all(each["built_in"] for each in found["templates"])
    assert "shortage" in found["placeholders"]["coming_debit"]


def test_a_text_has_versions_and_a_way_back(desk: DeskBrowser, world: DeskWorld) -> None:
    before = desk.get("/notice-templates/resumed/email/ru").json()
    first = desk.post("/notice-templates", {**RESUMED, "subject": "С {date}", "text": "Ура"})
    assert first.status_code == 200, first.text
    second = desk.post("/notice-templates", {**RESUMED, "subject": "S", "text": "{product}"}).json()
    assert (second["subject"], second["text"], second["built_in"]) == ("S", "{product}", False)
    back = desk.post("/notice-templates/reset", {**RESUMED, "reason": "better"}).json()
    assert (back["subject"], back["text"], back["built_in"]) == (
        before["subject"],
        before["text"],
        True,
    )
    assert [(each["version"], each["built_in"]) for each in back["versions"]] == [
        (1, False),
        (2, False),
        (3, True),
    ]
    assert back["versions"][0]["by"] == "admin"
    assert [row[1] for row in world.audited()] == [
        "save_notice_template",
        "save_notice_template",
        "reset_notice_template",
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("{0.__class__}", "unknown_placeholder"),
        ("{product!r}", "unknown_placeholder"),
        ("{product:>99}", "unknown_placeholder"),
        ("{lines}", "unknown_placeholder"),
        ("{}", "unknown_placeholder"),
        ("{product", "invalid_request"),
        ("product}", "invalid_request"),
        ("", "invalid_request"),
        ("a\x00", "invalid_fields"),
        ("a\u2028b", "invalid_request"),
        ("x" * 4001, "invalid_fields"),
    ],
)
def test_texts_that_are_none(desk: DeskBrowser, world: DeskWorld, text: str, refusal: str) -> None:
    body = {**RESUMED, "subject": "S", "text": text}
    assert desk.post("/notice-templates", body).json()["code"] == refusal
    preview = desk.post("/notice-templates/preview", body)
    assert preview.json()["code"] == refusal
    assert world.count("notice_template") == 0


@pytest.mark.parametrize("subject", ["", "a\nBcc: x@y.ru", "a\r\nb", "a\u2028b", "x" * 201])
def test_subjects_that_are_none(desk: DeskBrowser, subject: str) -> None:
    body = {**RESUMED, "subject": subject, "text": "text"}
    assert desk.post("/notice-templates", body).status_code in (400, 422)


def test_previews(desk: DeskBrowser, world: DeskWorld) -> None:
    which = {"kind": "coming_debit", "channel": "gateway", "language": "ru"}
    example = desk.post("/notice-templates/preview", which).json()
    assert example["text"].startswith("1 июня с лицевого счёта 000123 спишется 550,00")
    draft = {**which, "text": "{holder}: {date}, {amount}; {lines} " + EVIL}
    shown = desk.post("/notice-templates/preview", draft).json()["text"]
    assert shown.startswith("Иванов Д. И.: 1 июня")
    assert shown.endswith(EVIL)  # it is a text, and stays one
    world.subscribe(world.sell("antivirus", 50_00))
    own = desk.post("/notice-templates/preview", {**draft, "account": ACCOUNT}).json()["text"]
    assert "50,00" in own
    assert "550,00" not in own
    answer = desk.post("/notice-templates/preview", {**which, "account": "9"})
    assert code(answer) == (404, "not_found")


# --- switches


def test_switches(desk: DeskBrowser, world: DeskWorld) -> None:
    found = desk.get("/notice-settings").json()
    assert found["channels"] == [
        {"channel": "email", "configured": True},
        {"channel": "gateway", "configured": True},
    ]
    off = {"kind": "coming_debit", "channel": "email", "on": False}
    changed = desk.patch(
        "/notice-settings", {"switches": [off], "how_to_pay": {"ru": "Касса, счёт {account}"}}
    )
    assert off in changed.json()["switches"]
    assert changed.json()["how_to_pay"][0] == {
        "language": "ru",
        "text": "Касса, счёт {account}",
        "built_in": False,
    }
    reach(world)
    fan_out(world, coming_debit(world))
    world.notices.work()
    rows = world.rows("SELECT channel, content FROM notice")
    assert [channel for channel, _ in rows] == ["gateway"]
    assert f"Касса, счёт {ACCOUNT}" in rows[0][1]
    assert desk.patch("/notice-settings", {"how_to_pay": {"ru": ""}}).json()["how_to_pay"][0][
        "built_in"
    ]


@pytest.mark.parametrize("words", ["{holder}", "{account!r}", "{", "a\x00"])
def test_words_on_paying_that_are_none(desk: DeskBrowser, words: str) -> None:
    answer = desk.patch("/notice-settings", {"how_to_pay": {"ru": words}})
    assert answer.status_code in (400, 422)


# --- the log


def test_the_log_and_every_attempt(desk: DeskBrowser, world: DeskWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    world.notices.work()
    found = desk.get("/notices", params={"account": ACCOUNT, "limit": 1}).json()
    (newest,) = found["notices"]
    following = desk.get("/notices", params={"before": found["next"]}).json()
    assert "next" not in following
    assert {newest["channel"], following["notices"][0]["channel"]} == {"email", "gateway"}
    details = desk.get(f"/notices/{newest['id']}").json()
    assert details["state"] == "sent"
    assert details["text"]
    assert [each["answer"] for each in details["log"]] == ["sent"]
    assert desk.get("/notices", params={"state": "failed"}).json() == {"notices": []}
    assert code(desk.get("/notices", params={"account": "9"})) == (404, "not_found")


def test_sent_again(desk: DeskBrowser, world: DeskWorld) -> None:
    reach(world, phone=None)
    fan_out(world, coming_debit(world))
    waiting, without = (
        next(
            each["id"]
            for each in desk.get("/notices").json()["notices"]
            if each["channel"] == channel
        )
        for channel in ("email", "gateway")
    )
    assert code(desk.post(f"/notices/{waiting}/resend")) == (409, "still_waiting")
    assert code(desk.post(f"/notices/{without}/resend")) == (409, "no_address")
    world.notices.work()
    copy = desk.post(f"/notices/{waiting}/resend", {"reason": "asked for"}).json()
    assert copy["resent_of"] == waiting
    assert copy["state"] == "waiting"
    assert world.audited()[-1] == ("admin", "resend_notice", f"notice {waiting}", "asked for")


# --- tests of channels


def test_a_test_says_what_came_of_it(world: DeskWorld) -> None:
    mail = ToldChannel(Channel.EMAIL)
    mail.answers = [SendResult(answer=SendAnswer.LATER, reason="timeout", is_down=True)]
    only_mail = replace(RULES, channels=frozenset({Channel.EMAIL}))
    world.notices.close()
    world.notices = notice_desk(world._unit, world.clock, [mail], only_mail)
    world.app = world._application()
    desk = world.person()
    asked = {"channel": "email", "to": "admin@example.com", "language": "en"}
    assert desk.post("/test-notices", asked).json() == {"answer": "later", "reason": "timeout"}
    assert desk.post("/test-notices", asked).json() == {"answer": "sent", "reason": ""}
    assert mail.sent[0].to == "admin@example.com"
    assert mail.sent[0].text.startswith("Hello,")
    assert mail.sent[0].id != mail.sent[1].id
    assert world.count("notice") == 0
    by_gateway = desk.post("/test-notices", {"channel": "gateway", "to": "+79001234567"})
    assert code(by_gateway) == (409, "channel_not_configured")
    assert code(desk.post("/test-notices", {**asked, "to": "nobody"})) == (400, "invalid_request")
    assert not desk.get("/notice-settings").json()["channels"][1]["configured"]
