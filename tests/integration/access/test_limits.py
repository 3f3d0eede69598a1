"""How often passwords are tried: by whom, from where, and at the same time."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.access_door import AWAY, HOME, OTHER, PASSWORD, Door
from tests.commands import ACCOUNT

PATIENCE = 60
REFUSED, STOPPED = "not_authenticated", "too_many_attempts"


def tries(door: Door, times: int, **given: str) -> Counter[str]:
    """Wrong passwords, one after the other."""
    return Counter(door.answer(**given) for _ in range(times))


def test_one_network_at_one_account(door: Door) -> None:
    assert tries(door, 12) == {REFUSED: 10, STOPPED: 2}
    assert len(door.passwords.compared) == 10, "what is stopped costs no hash"
    assert door.answer(PASSWORD) == STOPPED
    assert door.answer(PASSWORD, address="192.0.2.200") == STOPPED, "a neighbour"
    assert door.answer(PASSWORD, address=AWAY) == "ok"


def test_who_waits_as_told_is_looked_at_again(door: Door) -> None:
    tries(door, 9)
    door.clock.advance(minutes=10)
    tries(door, 1)
    assert door.wait() == 20 * 60
    assert tries(door, 50) == {STOPPED: 50}, "asking again makes nobody wait longer"
    door.clock.advance(minutes=20, seconds=-1)
    assert door.wait() == 1
    door.clock.advance(seconds=1)
    assert tries(door, 10) == {REFUSED: 9, STOPPED: 1}


def test_the_right_password_clears_what_was_tried_from_there(door: Door) -> None:
    tries(door, 9, address=AWAY)
    tries(door, 9)
    assert door.answer(PASSWORD) == "ok"
    assert door.count("sign_in_failure") == 9
    assert tries(door, 11) == {REFUSED: 10, STOPPED: 1}
    assert tries(door, 2, address=AWAY) == {REFUSED: 1, STOPPED: 1}


def test_one_account_from_everywhere(door: Door) -> None:
    """Sixty an hour from all strangers together: the hundred of ASVS 2.2.1 is never reached."""
    codes = Counter(door.answer(address=f"10.0.{n}.1") for n in range(70))
    assert codes == {REFUSED: 60, STOPPED: 10}
    assert door.wait(address="2001:db8::1") == 3600


def test_strangers_cannot_lock_out_who_was_here_before(door: Door) -> None:
    mark = door.sign_in().mark
    for n in range(70):
        door.answer(address=f"10.0.{n}.1")
    tries(door, 20)
    assert door.answer(PASSWORD) == STOPPED, "a stranger to the door, though the owner"
    assert door.answer(PASSWORD, mark=mark) == "ok"
    assert door.answer(PASSWORD, mark=mark, address=AWAY) == "ok", "wherever it is carried"


def test_a_device_is_limited_by_itself(door: Door) -> None:
    phone, laptop = door.sign_in().mark, door.sign_in().mark
    assert tries(door, 12, mark=phone) == {REFUSED: 10, STOPPED: 2}
    assert tries(door, 1, mark=phone, address=AWAY) == {STOPPED: 1}
    assert door.answer(PASSWORD, mark=laptop) == "ok"
    assert door.answer(PASSWORD) == "ok", "and it locks nobody out either"
    assert door.answer(PASSWORD, mark=phone) == STOPPED
    door.clock.advance(minutes=30)
    assert door.answer(PASSWORD, mark=phone) == "ok"


def test_renewing_a_mark_gives_no_more_tries(door: Door) -> None:
    marks = [door.sign_in().mark]
    for _ in range(3):
        marks.append(door.sign_in(mark=marks[-1]).mark)
    assert tries(door, 10, mark=marks[0]) == {REFUSED: 10}
    assert [door.answer(mark=mark) for mark in marks] == [STOPPED] * 4


def test_a_mark_is_of_its_account_and_its_password_only(door: Door) -> None:
    door.welcome("1002", OTHER)
    mark = door.sign_in(OTHER, "1002").mark
    tries(door, 10)
    assert door.answer(PASSWORD, mark=mark) == STOPPED
    mine = door.sign_in(address=AWAY).mark
    assert door.answer(PASSWORD, mark=mine) == "ok"
    session = door.sign_in(address=AWAY).session
    changed = door.access.change_password(session, PASSWORD, OTHER)
    assert door.answer(OTHER, mark=mine) == STOPPED
    assert door.answer(OTHER, mark=changed) == "ok"


def test_one_network_at_many_accounts(door: Door) -> None:
    """Made-up numbers fill neither the table nor the hashing: both end with the network's tries."""
    mark = door.sign_in().mark
    codes = Counter(door.answer(number=f"guess-{n}") for n in range(250))
    assert codes == {REFUSED: 200, STOPPED: 50}
    assert door.count("sign_in_failure") == 200
    assert door.wait() == 3600
    assert door.answer(PASSWORD, address=AWAY) == "ok"
    assert door.answer(PASSWORD, mark=mark) == "ok"
    assert len(door.passwords.compared) == 1 + 200 + 2


def test_unknown_accounts_are_stopped_like_known_ones(door: Door) -> None:
    assert tries(door, 12, number="404") == tries(door, 12, number=ACCOUNT)


def test_the_operator_can_help_at_once(door: Door) -> None:
    tries(door, 10)
    door.access.set_password(ACCOUNT, OTHER)
    assert door.answer(OTHER) == "ok"


# ---------------------------------------------------------------- at the same time


def at_once(
    door: Door,
    addresses: list[str],
    mark: str | None = None,
    numbers: list[str] | None = None,
) -> Counter[str]:
    """Wrong passwords, all of them on their way before the first is answered."""
    start = threading.Barrier(len(addresses))

    def guess(address: str, number: str) -> str:
        start.wait(PATIENCE)
        return door.answer(number=number, address=address, mark=mark)

    accounts = numbers or [ACCOUNT] * len(addresses)
    with ThreadPoolExecutor(len(addresses)) as threads:
        return Counter(threads.map(guess, addresses, accounts, timeout=PATIENCE))


def test_guesses_at_once_are_no_more_than_guesses_in_turn(door: Door) -> None:
    tries(door, 4)
    door.passwords.compared.clear()
    assert at_once(door, [HOME] * 20) == {REFUSED: 6, STOPPED: 14}
    assert len(door.passwords.compared) == 6


def test_guesses_at_once_from_everywhere(door: Door) -> None:
    for n in range(55):
        door.answer(address=f"10.0.{n}.1")
    door.passwords.compared.clear()
    assert at_once(door, [f"10.1.{n}.1" for n in range(20)]) == {REFUSED: 5, STOPPED: 15}
    assert len(door.passwords.compared) == 5


def test_guesses_at_once_at_many_accounts(door: Door) -> None:
    for n in range(195):
        door.answer(number=f"guess-{n}")
    numbers = [f"more-{n}" for n in range(20)]
    assert at_once(door, [HOME] * 20, numbers=numbers) == {REFUSED: 5, STOPPED: 15}


def test_guesses_at_once_from_a_device(door: Door) -> None:
    mark = door.sign_in().mark
    assert at_once(door, [HOME, AWAY] * 10, mark) == {REFUSED: 10, STOPPED: 10}


def test_a_right_password_takes_back_no_guess_that_is_under_way(door: Door) -> None:
    """A guess begins while the right password is being looked at, and stays counted."""
    late = threading.Thread(target=tries, args=(door, 1))

    def begin_another() -> None:
        door.passwords.meanwhile = lambda: None
        late.start()
        late.join(PATIENCE)

    door.passwords.meanwhile = begin_another
    door.sign_in()
    assert door.count("sign_in_failure") == 1
    assert tries(door, 10) == {REFUSED: 9, STOPPED: 1}
