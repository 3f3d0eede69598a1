"""Changing a password: by who is signed in, and by the operator."""

import pytest

from backend.domain.errors import Busy, NotAuthenticated, NotFound, WeakPassword, WrongPassword
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.values.status import AccountStatus
from tests.access_door import OTHER, PASSWORD, Door
from tests.commands import ACCOUNT


def test_a_change_keeps_this_session_and_ends_the_others(door: Door) -> None:
    here, elsewhere = door.sign_in(), door.sign_in()
    mark = door.access.change_password(here.session, PASSWORD, OTHER)
    assert door.whose(here) is not None
    assert door.whose(elsewhere) is None
    assert door.answer(PASSWORD) == "not_authenticated"
    assert door.answer(OTHER, mark=mark) == "ok"
    assert door.count("sign_in_failure") == 1


def test_a_change_needs_the_present_password(door: Door) -> None:
    here, elsewhere = door.sign_in(), door.sign_in()
    with pytest.raises(WrongPassword):
        door.access.change_password(here.session, OTHER, "another password 9")
    assert door.whose(elsewhere) is not None
    assert door.answer(PASSWORD) == "ok"


def test_a_stolen_session_is_no_place_to_guess(door: Door) -> None:
    session = door.sign_in().session

    def guess() -> str:
        with pytest.raises(Exception, match=r"password") as refused:
            door.access.change_password(session, OTHER, "another password 9")
        return getattr(refused.value, "code", "")

    assert [guess() for _ in range(12)] == ["wrong_password"] * 10 + ["too_many_attempts"] * 2
    assert door.answer(PASSWORD) == "ok", "and nobody else is kept out by it"


@pytest.mark.parametrize("new", ["short", ACCOUNT, "x" * 200, "password1234"])
def test_a_weak_one_is_refused_before_anything_is_tried(door: Door, new: str) -> None:
    session = door.sign_in().session
    door.passwords.compared.clear()
    with pytest.raises(WeakPassword):
        door.access.change_password(session, PASSWORD, new)
    with pytest.raises(WeakPassword):
        door.access.set_password(ACCOUNT, new)
    assert door.passwords.compared == []
    assert door.count("sign_in_failure") == 0
    assert door.access.session(door.sign_in().token) is not None


def test_of_two_changes_at_once_one_is_done(door: Door) -> None:
    first, second = door.sign_in(), door.sign_in()

    def change_elsewhere() -> None:
        door.passwords.meanwhile = lambda: None
        door.access.change_password(second.session, PASSWORD, OTHER)

    door.passwords.meanwhile = change_elsewhere
    with pytest.raises(NotAuthenticated):
        door.access.change_password(first.session, PASSWORD, "another password 9")
    assert door.whose(first) is None
    assert door.whose(second) is not None
    assert door.answer(OTHER) == "ok"


def test_a_full_queue_changes_and_counts_nothing(door: Door) -> None:
    """Neither before the present password is compared nor after it, before the new one is kept."""
    session = door.sign_in().session
    door.passwords.hasher = full = Argon2Passwords(memory_kib=8, passes=1, at_once=1, waiting=0)
    with full._turn(), pytest.raises(Busy):
        door.access.change_password(session, PASSWORD, OTHER)
    door.passwords.hasher = FullAfterComparing()
    with pytest.raises(Busy):
        door.access.change_password(session, PASSWORD, OTHER)
    assert door.count("sign_in_failure") == 0
    door.passwords.hasher = full
    assert door.answer(PASSWORD) == "ok"


class FullAfterComparing(Argon2Passwords):
    """Compares, and then has no place left."""

    def hash(self, password: str) -> str:
        """Never."""
        del password
        raise Busy


# ---------------------------------------------------------------- the operator's way


def test_the_operator_sets_one_and_ends_all_sessions(door: Door) -> None:
    signed_in = door.sign_in()
    door.access.set_password(ACCOUNT, OTHER)
    assert door.whose(signed_in) is None
    assert door.answer(PASSWORD) == "not_authenticated"
    assert door.answer(OTHER) == "ok"


def test_the_operator_takes_one_away(door: Door) -> None:
    signed_in = door.sign_in()
    door.access.remove_password(ACCOUNT)
    assert door.whose(signed_in) is None
    assert door.answer(PASSWORD, mark=signed_in.mark) == "not_authenticated"
    door.access.remove_password(ACCOUNT)
    door.access.set_password(ACCOUNT, PASSWORD)
    assert door.answer(PASSWORD) == "ok"


@pytest.mark.parametrize("number", ["404", "1004", "", "\0", "\ud800"])
def test_there_is_no_such_account(door: Door, number: str) -> None:
    door.account("1004")
    door.set_status(AccountStatus.CLOSED, "1004")
    with pytest.raises(NotFound):
        door.access.set_password(number, PASSWORD)
    with pytest.raises(NotFound):
        door.access.remove_password(number)
    assert door.count("credential") == 1
