"""Argon2id as it is configured, and how many hashes one process makes at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import argon2
import pytest
from argon2.exceptions import VerifyMismatchError

from backend.domain.errors import Busy
from backend.domain.services.access.hash_passwords import Argon2Passwords

CHEAP = Argon2Passwords(memory_kib=8, passes=1)
PATIENCE = 60


def test_the_parameters_are_owasps() -> None:
    stored = Argon2Passwords().hash("kettle drum 9")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2Passwords().verify("kettle drum 9", stored) == (True, None)
    assert Argon2Passwords().verify("kettle drum 8", stored) == (False, None)


def test_nothing_is_cut_off() -> None:
    long = "ф" * 127
    stored = CHEAP.hash(long + "я")
    assert CHEAP.verify(long + "ю", stored) == (False, None)
    assert CHEAP.verify(long, stored) == (False, None)
    assert CHEAP.verify("a\0c", CHEAP.hash("a\0b")) == (False, None)


def test_two_hashes_of_one_password_differ() -> None:
    assert CHEAP.hash("kettle drum 9") != CHEAP.hash("kettle drum 9")


def test_a_hash_of_other_parameters_is_renewed_for_the_right_password_only() -> None:
    old = CHEAP.hash("kettle drum 9")
    today = Argon2Passwords(memory_kib=16, passes=1)
    assert today.verify("kettle drum 8", old) == (False, None)
    right, renewed = today.verify("kettle drum 9", old)
    assert right
    assert renewed is not None
    assert renewed.startswith("$argon2id$v=19$m=16,t=1,p=1$")
    assert today.verify("kettle drum 9", renewed) == (True, None)


def test_comparing_with_nothing_takes_the_work_of_a_real_hash() -> None:
    """A malformed decoy would be refused before any work; this one is worked through."""
    passwords = Argon2Passwords()
    decoy, real = passwords._decoy, passwords.hash("kettle drum 9")
    with pytest.raises(VerifyMismatchError):
        argon2.PasswordHasher().verify(decoy, "")
    assert argon2.extract_parameters(decoy) == argon2.extract_parameters(real)
    assert passwords.verify("", None) == (False, None)


def test_so_many_at_once_and_no_more() -> None:
    passwords = Argon2Passwords(memory_kib=8, passes=1, at_once=2, waiting=8)
    together, lock = threading.Barrier(2), threading.Lock()
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        with passwords._turn():
            with lock:
                inside += 1
                most = max(most, inside)
            together.wait(PATIENCE)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(10) as threads:
        for done in [threads.submit(work) for _ in range(10)]:
            done.result(PATIENCE)
    assert most == 2


def test_who_finds_the_queue_full_is_told_at_once() -> None:
    passwords = Argon2Passwords(memory_kib=8, passes=1, at_once=1, waiting=0)
    stored = passwords.hash("kettle drum 9")
    with passwords._turn():
        with pytest.raises(Busy):
            passwords.hash("kettle drum 9")
        with pytest.raises(Busy):
            passwords.verify("kettle drum 9", stored)
    assert passwords.verify("kettle drum 9", stored) == (True, None)
