"""Which passwords may be set, and in which form they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.errors import WeakPassword
from backend.domain.services.access.choose_password import (
    MAX_LENGTH,
    Flaw,
    choose_password,
    given_password,
    make_password,
)

NUMBER = "00000000000123"


def flaw(password: str) -> str | None:
    """What is wrong with it."""
    try:
        choose_password(password, NUMBER)
    except WeakPassword as error:
        return error.flaw
    return None


@pytest.mark.parametrize(
    "password",
    [
        "окно на север",  # spaces, no capitals, no digits
        "  kettle drum  ",
        "🐢🐢🐌🐌🐇🐇🐎🐎🦔🦔🐞🐞",
        "only-lower-case",
        "zq" + "\x00\n\t" + "plumage-9",
        "зонт и 7 варежек",
        "m" + "ab" * 63 + "n",
    ],
)
def test_any_characters_will_do(password: str) -> None:
    assert choose_password(password, NUMBER) == password


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", Flaw.TOO_SHORT),
        ("kettle drum", Flaw.TOO_SHORT),
        ("x" * 64 + "kettle drum" * 6, Flaw.TOO_LONG),
        ("kettle drum \ud800", Flaw.UNREADABLE),
        ("kettle drum \u0378", Flaw.UNREADABLE),  # not assigned in any Unicode so far
        (NUMBER, Flaw.ACCOUNT_NUMBER),
        ("Password1234", Flaw.COMMON),
        ("PASSWORD2024!", Flaw.COMMON),
        ("qwerty01011990", Flaw.COMMON),
        ("пароль123456", Flaw.COMMON),
        ("123456789012", Flaw.COMMON),
        ("098765432109", Flaw.COMMON),
        ("qwertyuiop[]", Flaw.COMMON),
        ("ЙЦУКЕНГШЩЗХЪ", Flaw.COMMON),
        ("zyxwvutsrqponm", Flaw.COMMON),
        ("aaaaaaaaaaaa", Flaw.COMMON),
        ("kettlekettlekettle", Flaw.COMMON),
        ("000123000123", Flaw.COMMON),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, expected: Flaw) -> None:
    assert flaw(password) == expected


def test_lengths_are_counted_in_characters_of_the_normal_form() -> None:
    twelve, longest = "éтзkвuшqнlжp", "m" + "ab" * 63 + "n"
    assert flaw("e\u0301" + twelve[1:]) is None
    assert choose_password("e\u0301" + twelve[1:], NUMBER) == twelve
    assert flaw("e\u0301" + twelve[2:]) == Flaw.TOO_SHORT
    assert len(longest) == MAX_LENGTH
    assert flaw(longest + "x") == Flaw.TOO_LONG
    assert flaw("\ufdfa" * 8) == Flaw.TOO_LONG  # one sign that stands for eighteen


@given(st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=12, max_size=150))
def test_what_was_set_is_what_is_compared(password: str) -> None:
    """Nothing that may be set is refused, cut or changed when it is typed in again."""
    if flaw(password) is None:
        chosen = choose_password(password, NUMBER)
        assert given_password(password) == chosen
        assert given_password(chosen) == chosen
        assert choose_password(chosen, NUMBER) == chosen


@pytest.mark.parametrize("password", ["x" * 129, "\ud800", "\ufdfa" * 8])
def test_what_can_be_nobodys(password: str) -> None:
    assert given_password(password) is None


def test_made_ones_are_acceptable_and_never_the_same() -> None:
    made = {make_password() for _ in range(50)}
    assert len(made) == 50
    assert {flaw(each) for each in made} == {None}
