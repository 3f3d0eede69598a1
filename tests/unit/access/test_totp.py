"""Codes of the second factor, by the vectors of the RFCs."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.services.access.totp import (
    as_text,
    code_of,
    matching_step,
    new_secret,
    otpauth_uri,
    step_at,
)

SECRET = b"12345678901234567890"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
NOW = step_at(NOON)


@pytest.mark.parametrize(
    ("counter", "code"),
    [
        (0, "755224"),
        (1, "287082"),
        (2, "359152"),
        (3, "969429"),
        (4, "338314"),
        (5, "254676"),
        (6, "287922"),
        (7, "162583"),
        (8, "399871"),
        (9, "520489"),
    ],
)
def test_the_vectors_of_rfc_4226(counter: int, code: str) -> None:
    assert code_of(SECRET, counter) == code


@pytest.mark.parametrize(
    ("seconds", "eight_digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238(seconds: int, eight_digits: str) -> None:
    """They have eight digits; six are the last of them."""
    at = datetime.fromtimestamp(seconds, UTC)
    assert code_of(SECRET, step_at(at)) == eight_digits[-6:]


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True)])
def test_a_code_is_good_a_step_earlier_and_later(steps: int, good: bool) -> None:
    code = code_of(SECRET, NOW + steps)
    assert (matching_step(SECRET, code, NOON, None) == NOW + steps) is good


def test_a_code_is_good_until_the_end_of_the_step_after_it() -> None:
    code = code_of(SECRET, NOW)
    assert matching_step(SECRET, code, NOON + timedelta(seconds=59), None) == NOW
    assert matching_step(SECRET, code, NOON + timedelta(seconds=60), None) is None


def test_a_code_works_once() -> None:
    early, code = code_of(SECRET, NOW - 1), code_of(SECRET, NOW)
    assert matching_step(SECRET, code, NOON, NOW - 1) == NOW
    assert matching_step(SECRET, code, NOON, NOW) is None
    assert matching_step(SECRET, early, NOON, NOW) is None, "nor an earlier one after it"


@pytest.mark.parametrize("code", ["", "0", "１２３４５６", "\ud800", "755224 ", "x" * 10_000])
def test_anything_else_is_wrong(code: str) -> None:
    assert matching_step(SECRET, code, NOON, None) is None


def test_authenticators_can_read_it() -> None:
    assert as_text(SECRET) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert otpauth_uri(SECRET, "anna", "vitrina.test:8080") == (
        "otpauth://totp/Vitrina:anna@vitrina.test%3A8080"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Vitrina"
    )
    assert len(new_secret()) == 20
    assert new_secret() != new_secret()
