"""Passwords as Argon2id, a few at a time.

A hash takes 19 MiB and some tens of milliseconds of a core: that is its purpose, and it would be a
way to stop the service if every request could start one. So a process makes two at once, lets a few
wait, and tells all others to come back.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.domain.errors import Busy

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
"""OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane."""

AT_ONCE = 2
WAITING = 16


class Argon2Passwords:
    """Implements the ``PasswordHasher`` port."""

    def __init__(
        self,
        *,
        memory_kib: int = MEMORY_KIB,
        passes: int = PASSES,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
    ) -> None:
        argon2 = Argon2Hasher(time_cost=passes, memory_cost=memory_kib, parallelism=LANES)
        self._hashes = PasswordHash((argon2,))
        self._decoy = _decoy(memory_kib, passes)
        self._places = BoundedSemaphore(at_once + waiting)
        self._turns = BoundedSemaphore(at_once)

    def hash(self, password: str) -> str:
        """What is stored of a password."""
        with self._turn():
            return self._hashes.hash(password)

    def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether it is the one, and its new hash where the stored one has other parameters."""
        with self._turn():
            same, renewed = self._hashes.verify_and_update(password, stored or self._decoy)
        return same and stored is not None, renewed

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


def _decoy(memory_kib: int, passes: int) -> str:
    """A well-formed hash of no password: comparing with it takes the work of a real one."""
    salt, digest = (base64.b64encode(bytes(n)).decode().rstrip("=") for n in (16, 32))
    return f"$argon2id$v=19$m={memory_kib},t={passes},p={LANES}${salt}${digest}"
