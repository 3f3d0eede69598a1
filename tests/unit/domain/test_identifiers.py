"""Identifiers are strings: zeros and case are kept, and nothing strange gets in."""

from collections.abc import Callable

import pytest

from backend.domain.values.identifiers import (
    is_account_number,
    is_external_id,
    is_integrator_code,
)

Accepts = Callable[[str], bool]


@pytest.mark.parametrize(
    ("accepts", "text"),
    [
        (is_account_number, "0001234"),
        (is_account_number, "A-1.b_2"),
        (is_account_number, "1" * 32),
        (is_external_id, "0"),
        (is_external_id, "2026/05:01-a.b_c"),
        (is_external_id, "x" * 64),
        (is_integrator_code, "rentsoft"),
        (is_integrator_code, "r2"),
        (is_integrator_code, "a" + "-" * 31),
    ],
)
def test_what_may_be_called_so(accepts: Accepts, text: str) -> None:
    assert accepts(text)


@pytest.mark.parametrize("accepts", [is_account_number, is_external_id, is_integrator_code])
@pytest.mark.parametrize(
    "text",
    [
        "", " ", "a b", " a", "a ", "a\n", "\na", "a\x00", "a\tb", "счёт", "１２３", "١٢٣", "a'b",
        'a"b', "a;b", "a\\b", "<a>", "a&b", "a@b", "a%b", "a\u200bc", "a\u0301", "x" * 65,
    ],
)  # fmt: skip
def test_what_may_not(accepts: Accepts, text: str) -> None:
    assert not accepts(text)


BAD_CODES = ["R", "Rentsoft", "1a", "-a", "r", "a" * 33, "a_b", "a.b", "portal"]


@pytest.mark.parametrize("text", BAD_CODES)
def test_an_integrators_code_fits_into_an_address(text: str) -> None:
    assert not is_integrator_code(text)


def test_an_account_number_is_shorter_than_an_id() -> None:
    assert not is_account_number("1" * 33)
    assert not is_account_number("1/2")
    assert not is_account_number("1:2")
