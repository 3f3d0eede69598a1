"""The fingerprint of a command's content is for ever: these digests must never change."""

from dataclasses import fields, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from backend.domain.commands import (
    OPERATOR_TERMS,
    Command,
    Origin,
    Terms,
    fingerprint,
)
from backend.domain.values.codes import Door, RefusalPolicy
from backend.domain.values.status import SubscriptionState
from tests.commands import Platform, pay

P = Platform()

GOLDEN: dict[str, Command] = {
    # charge
    "aa11b54e4d0130a9d65f6991de862b82a132d94e92f5ae87d339596a704ffb8b": P.charge(
        "c-1", 5000, period_end=None
    ),
    # charge in full
    "898a59a93665694f28650d6d26cf0dd0b2065331b0b8ea8df937e55cfe03f8e7": P.charge(
        "c-2",
        2500,
        "0001234",
        product="kav",
        product_title="Антивирус Касперского",
        subscription="s-7",
        full_price=5000,
        text='Антивирус «К», 1 мая – 30 мая, "50р."\n',
        period_end=date(2026, 5, 30),
    ),
    # hold
    "03922ca2f617d77dd56b382bac6ccc3909c3bf57553199450f099a0c254a9f86": P.hold("h-1", 5000),
    # capture
    "16769aad0b4e8957ef54a10d56dcab604023994e23ce504db030d8034c8f336c": P.capture("c-3", "h-1"),
    # capture in part
    "953721c212698f89e3d4d23f1736dc51a1cf83712a8ca92e1fca61521db6770d": P.capture(
        "c-4", "h-1", 100, final=False, text="", period_end=date(2026, 5, 30)
    ),
    # capture without an account
    "76c8c70910cebf4aa721665f79359f9909b3759fd9fdfdbcd6c736fbbf578a59": P.capture(
        "c-5", "h-1", account=None
    ),
    # release
    "0b0be0085a8a502811e9f024b2dfe281232b69104408aa5e08cc8b90237254f5": P.release("h-1"),
    # reverse
    "0db3e0d5ef068203900aff51e9a45f7c28761ae7aa4eeca5b5563deb3e4729f3": P.reverse("c-1"),
    # reverse without an account
    "bad58ca2715163f41b5b524dc28b10376c8d4cda57077e8e58500a5f03b2cc3d": P.reverse("c-1", None),
    # report
    "349bd7b5296aa0b0d11f0d655c6872c2dc8bdc8c17a30b3212ee0312dfc89a2a": P.report(
        "r-1", SubscriptionState.SUSPENDED, reason="нет денег"
    ),
    # pay
    "e9579edc4fa40acf88dd8fb71e2a36b5595dfb868f9c02ba87710e12907300fd": pay("d-1", 5000),
}


@pytest.mark.parametrize(("digest", "command"), GOLDEN.items())
def test_golden_digests(digest: str, command: Command) -> None:
    assert fingerprint(command).hex() == digest


@pytest.mark.parametrize("command", GOLDEN.values())
def test_who_sent_it_and_how_is_not_content(command: Command) -> None:
    again = replace(
        command,
        id=UUID(int=1),
        external_id="other",
        origin=Origin(door=Door.REST, correlation_id="other"),
        terms=Terms(
            integrator_id=7,
            integrator_code="beta",
            refusals=RefusalPolicy.RECONSIDER,
            max_charge=1,
            max_daily=2,
        ),
    )
    assert fingerprint(again) == fingerprint(command)


@pytest.mark.parametrize("command", GOLDEN.values())
def test_every_other_field_is_content(command: Command) -> None:
    outside = {"id", "terms", "origin", "external_id"}
    for field in fields(command):
        if field.name in outside:
            continue
        value = getattr(command, field.name)
        changed = replace(command, **{field.name: _other(value, field.name)})
        assert fingerprint(changed) != fingerprint(command), field.name


def test_a_field_at_none_does_not_count() -> None:
    """So a field that is added later leaves the fingerprints of older commands as they are."""
    bare = P.charge("c-1", 5000, period_end=None)
    assert {"product_title", "subscription", "full_price", "period_end"} == {
        field.name for field in fields(bare) if getattr(bare, field.name) is None
    }
    assert fingerprint(bare).hex() == next(iter(GOLDEN))


def test_commands_of_different_kinds_differ_even_with_the_same_fields() -> None:
    assert len({fingerprint(command) for command in (P.reverse("x"), P.release("x"))}) == 2


def test_naming_the_account_or_not_is_the_same_where_it_is_known() -> None:
    unnamed, named = P.reverse("c-1", None), P.reverse("c-1", "1001")
    assert fingerprint(unnamed, "1001") == fingerprint(named, "1001") == fingerprint(named)
    assert fingerprint(unnamed, "1002") != fingerprint(named)


def test_the_operator_is_number_zero() -> None:
    assert OPERATOR_TERMS.integrator_id == 0


def _other(value: object, name: str) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, SubscriptionState):
        return SubscriptionState.ENDED
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date) or name == "period_end":
        return date(2027, 1, 1)
    if isinstance(value, str):
        return value + "x"
    return 1 if name in {"amount", "full_price"} else "x"
