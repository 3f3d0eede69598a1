"""What is kept, what is configured, what is armed, how things are said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from backend.sandbox.config import WrongConfig, read_config
from backend.sandbox.faults import Fault, Faults
from backend.sandbox.state import (
    Armed,
    Event,
    Kind,
    Operation,
    PlatformState,
    Status,
    Subscription,
    Verdict,
)
from backend.sandbox.store import Store
from backend.sandbox.wording import charge_text, price

_NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


def test_the_state_comes_back_as_it_was(tmp_path: Path) -> None:
    charge = Operation(
        txid="t",
        kind=Kind.CHARGE,
        subscription="s",
        made_at=_NOW,
        period_end=date(2026, 5, 30),
        outcome=Verdict.DONE,
    )
    owned = Subscription(
        id="s",
        account="000123",
        product="kav",
        status=Status.ACTIVE,
        created=_NOW,
        paid_until=date(2026, 5, 30),
        history=[Event(time=_NOW, action="activate", money=5_000)],
    )
    store = Store(tmp_path)
    store.state.offset_seconds = 86_400
    store.state.platforms["rentsoft"] = PlatformState(
        series="rs",
        subscriptions={"s": owned},
        operations=[charge],
        seen={"nonce": _NOW},
        faults={"delay": Armed(seconds=1.5)},
    )
    store.save()
    assert Store(tmp_path).state == store.state


def test_a_write_that_was_cut_off_changes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.state.offset_seconds = 1
    store.save()
    (tmp_path / "state.new").write_text('{"offset_sec')
    assert Store(tmp_path).state.offset_seconds == 1


def test_the_configuration(tmp_path: Path) -> None:
    said = {"platforms": {"relans": {"verification_key": "ab" * 32}}}
    config = read_config(said, data_dir=tmp_path, vitrina="http://vitrina.test:8080/base")
    assert config.platforms["relans"].key == b"\xab" * 32
    assert config.platforms["rentsoft"].soap_secret == "rentsoft-demo-secret-2013"
    assert config.platforms["rentsoft"].key is None
    assert config.frame_origin == "http://vitrina.test:8080"
    other = replace(config, cabinet_origin="https://cabinet.test")
    assert other.frame_origin == "https://cabinet.test"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"platform": {}}, "platform"),
        ({"platforms": {"other": {}}}, "other"),
        ({"platforms": {"relans": {"verification_key": "short"}}}, "verification_key"),
        ({"platforms": {"relans": {"soap_secret": 1}}}, "soap_secret"),
        ({"platforms": []}, "platforms"),
        ({"public_url": "localhost"}, "public_url"),
        ({"cabinet_origin": "https://a.test; script-src *"}, "frame_origin"),
        ({"time_zone": "Mars/Phobos"}, "time_zone"),
    ],
)
def test_a_wrong_configuration_is_told(tmp_path: Path, said: dict[str, Any], told: str) -> None:
    with pytest.raises(WrongConfig, match=told):
        read_config(said, data_dir=tmp_path)


def test_a_fault_strikes_as_often_as_it_was_armed_for() -> None:
    faults = Faults({})
    faults.arm(Fault.GARBAGE, calls=2)
    assert [bool(faults.take(Fault.GARBAGE)) for _ in range(3)] == [True, True, False]
    faults.arm(Fault.DOWN)
    assert [bool(faults.take(Fault.DOWN)) for _ in range(3)] == [True] * 3
    faults.disarm(Fault.DOWN)
    assert faults.take(Fault.DOWN) is None


def test_how_sums_and_periods_are_said() -> None:
    assert [price(each) for each in (5_000, 4_990, 5)] == ["50р.", "49,90р.", "0,05р."]
    charge = Operation(
        txid="t",
        kind=Kind.CHARGE,
        subscription="s",
        made_at=_NOW,
        amount=9_990,
        period_start=date(2026, 12, 15),
        period_end=date(2027, 1, 13),
    )
    assert charge_text("Р7", charge) == "Р7, 15 декабря – 13 января, 99,90р."
