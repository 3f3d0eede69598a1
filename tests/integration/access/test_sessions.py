"""Sessions: how long they last, what ends them, and how often they are written."""

import hashlib
import threading
from datetime import timedelta

import pytest

from backend.domain.errors import NotAuthenticated
from backend.domain.services.access.sessions import new_token
from backend.domain.values.status import AccountStatus
from tests.access_door import OTHER, PASSWORD, Door
from tests.commands import ACCOUNT

PATIENCE = 60


def test_the_database_knows_only_the_digest(door: Door) -> None:
    token = door.sign_in().token
    assert (
        door.value("SELECT digest FROM cabinet_session") == hashlib.sha256(token.encode()).digest()
    )


@pytest.mark.parametrize("token", ["", "x", "токен", "\ud800", "\0", new_token()])
def test_a_token_of_nobody(door: Door, token: str) -> None:
    door.sign_in()
    assert door.access.session(token) is None
    door.access.sign_out(token)
    assert door.count("cabinet_session") == 1


def test_every_sign_in_is_a_session_of_its_own(door: Door) -> None:
    first = door.sign_in()
    second = door.sign_in(mark=first.mark)
    assert first.token != second.token
    assert door.whose(first) is not None
    assert door.whose(second) is not None


def test_it_ends_half_an_hour_after_the_last_use(door: Door) -> None:
    signed_in = door.sign_in()
    for _ in range(3):
        door.clock.advance(minutes=29)
        session = door.whose(signed_in)
        assert session is not None
        assert session.expires_at == door.clock.now() + timedelta(minutes=30)
    door.clock.advance(minutes=30, microseconds=-1)
    assert door.whose(signed_in) is not None
    door.clock.advance(minutes=30)
    assert door.whose(signed_in) is None


def test_it_ends_after_twelve_hours_of_any_use(door: Door) -> None:
    signed_in = door.sign_in()
    for _ in range(29):
        door.clock.advance(minutes=24.5)
        assert door.whose(signed_in) is not None
    door.clock.advance(minutes=12 * 60 - 29 * 24.5)
    assert door.whose(signed_in) is None


def test_use_is_written_once_a_minute_at_most(door: Door) -> None:
    signed_in = door.sign_in()
    writes = "SELECT xmin::text FROM cabinet_session"
    first = door.value(writes)
    door.clock.advance(seconds=59)
    door.whose(signed_in)
    assert door.value(writes) == first
    door.clock.advance(seconds=1)
    door.whose(signed_in)
    second = door.value(writes)
    assert second != first
    door.whose(signed_in)
    assert door.value(writes) == second


def test_a_closed_account_has_no_session(door: Door) -> None:
    signed_in = door.sign_in()
    door.set_status(AccountStatus.BLOCKED)
    session = door.whose(signed_in)
    assert session is not None
    assert session.status is AccountStatus.BLOCKED
    door.set_status(AccountStatus.CLOSED)
    assert door.whose(signed_in) is None


def test_signing_out_here_and_everywhere(door: Door) -> None:
    door.welcome("1002", OTHER)
    neighbour = door.sign_in(OTHER, "1002")
    first, second, third = door.sign_in(), door.sign_in(), door.sign_in()
    door.access.sign_out(first.token)
    assert [door.whose(each) is None for each in (first, second, third)] == [True, False, False]
    assert door.access.sign_out_everywhere(second.session.account_id) == 2
    assert door.whose(second) is door.whose(third) is None
    assert door.access.sign_out_everywhere(second.session.account_id) == 0
    assert door.whose(neighbour) is not None


def test_a_password_that_changes_while_it_is_looked_at_opens_nothing(door: Door) -> None:
    """The right one when it was sent, yesterday's when the answer is ready."""

    def change() -> None:
        door.passwords.meanwhile = lambda: None
        door.access.set_password(ACCOUNT, OTHER)

    door.passwords.meanwhile = change
    with pytest.raises(NotAuthenticated, match="the account number or the password is not right"):
        door.sign_in()
    assert door.count("cabinet_session") == 0
    assert door.answer(OTHER) == "ok"


def test_signing_in_against_changing_the_password(door: Door) -> None:
    """Whoever is first, no session of the old password is left."""
    for turn in range(10):
        old, new = (PASSWORD, OTHER) if turn % 2 == 0 else (OTHER, PASSWORD)
        start = threading.Barrier(2)

        def come(old: str = old, start: threading.Barrier = start) -> None:
            start.wait(PATIENCE)
            door.answer(old)

        visitor = threading.Thread(target=come)
        visitor.start()
        start.wait(PATIENCE)
        door.access.set_password(ACCOUNT, new)
        visitor.join(PATIENCE)
        assert door.count("cabinet_session") == 0
