"""Tokens of sessions, what is derived from them, and when a session ends."""

from datetime import timedelta

import pytest

from backend.domain.services.access.sessions import (
    ABSOLUTE,
    IDLE,
    csrf_token,
    digest_token,
    expiry,
    is_csrf_token,
    new_token,
)
from tests.fakes.manual_clock import START


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}
    assert {len(digest_token(token)) for token in tokens} == {32}


def test_the_csrf_token_is_of_one_session_and_tells_nothing_of_it() -> None:
    token, other = new_token(), new_token()
    assert is_csrf_token(csrf_token(token), token)
    assert not is_csrf_token(csrf_token(token), other)
    assert token not in csrf_token(token)
    assert csrf_token(token) != digest_token(token).hex()


@pytest.mark.parametrize("given", ["", "x", "токен", "\ud800", "0" * 64])
def test_a_wrong_csrf_token(given: str) -> None:
    assert not is_csrf_token(given, new_token())


def test_a_session_ends_by_idleness_and_in_any_case() -> None:
    assert expiry(START, START) == START + IDLE
    assert expiry(START, START + timedelta(hours=11)) == START + timedelta(hours=11) + IDLE
    assert expiry(START, START + timedelta(hours=11, minutes=45)) == START + ABSOLUTE
