"""The gate: what every password goes through, a subscriber's and one of the staff's alike.

An attempt takes two transactions with the slow hash between them, in none: the first counts it as
failed and commits, the second lets in and takes the count back. Whatever happens in between (a
wrong password, a crash, the database gone), the attempt stays counted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol

import structlog
from psycopg import Connection

from backend.domain.errors import (
    Busy,
    NotAuthenticated,
    TooManyAttempts,
    VitrinaError,
    WrongPassword,
)
from backend.domain.ports import Clock, PasswordHasher
from backend.domain.services.access.check_password import Known, check_password
from backend.domain.services.access.limit_sign_ins import Attempt, digest_account, network_of
from backend.domain.services.access.mark_device import DeviceMarks
from backend.domain.services.access.realm import Realm
from backend.storage.access.attempts import AttemptBook
from backend.storage.unit_of_work import UnitOfWork
from backend.telemetry import metrics

_log = structlog.get_logger(__name__)

_SHOWN = 200
"""Characters of a browser's name that are kept."""


class PasswordBook(Protocol[Known]):
    """Where one door's passwords are kept, inside the caller's transaction."""

    def find(self, name: str) -> Known | None:
        """Who may come in under this name."""
        ...

    def lock(self, known: Known) -> bool:
        """Keep the password from being changed until the end; whether it still is this one."""
        ...

    def rehash(self, known: Known, password_hash: str) -> None:
        """Keep the same password under another hash; the caller has locked it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Generic[Known]):
    """An attempt that is counted, and what its password is compared with."""

    id: int
    attempt: Attempt
    stored: Known | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordGate(Generic[Known]):
    """One door's gate. ``key`` is the installation's signing key; ``refused`` are the door's words
    for every "no"."""

    realm: Realm
    books: Callable[[Connection[Any]], PasswordBook[Known]]
    refused: str
    unit_of_work: Callable[[], UnitOfWork]
    clock: Clock
    key: bytes
    hasher: PasswordHasher

    @property
    def _marks(self) -> DeviceMarks:
        return DeviceMarks(self.key, self.clock, self.realm)

    def attempt(self, name: str, address: str, session: bytes | None = None) -> Attempt:
        """What is counted; by the digest of a session where somebody is signed in already."""
        return Attempt(account=self.digest(name), network=network_of(address), device=session)

    def digest(self, name: str) -> bytes:
        """What stands for a name where attempts are counted."""
        return digest_account(name, self.key, self.realm)

    def begin(self, name: str, attempt: Attempt, mark: str | None = None) -> Begun[Known]:
        """Count the attempt as failed, for good. Raises ``TooManyAttempts``."""
        with self.unit_of_work() as unit:
            stored = self.books(unit.driver).find(name)
            if stored is not None and attempt.device is None:
                device = self._marks.read(mark, stored.id, stored.changed_at)
                attempt = replace(attempt, device=device)
            attempt_id = AttemptBook(unit.driver).begin(attempt, self.clock.now())
            unit.commit()
        return Begun(id=attempt_id, attempt=attempt, stored=stored)

    def compare(self, begun: Begun[Known], password: str) -> tuple[Known, str | None]:
        """Whose it is, and its new hash. Raises ``NotAuthenticated`` and ``Busy``."""
        try:
            return check_password(begun.stored, password, self.hasher, self.refused)
        except Busy:
            self._withdraw(begun)
            raise

    def still_right(self, begun: Begun[Known], current: str) -> Known:
        """Who is signed in has said the present password. Raises ``WrongPassword``, ``Busy``."""
        try:
            return self.compare(begun, current)[0]
        except NotAuthenticated:
            raise WrongPassword from None

    def hash(self, begun: Begun[Known], chosen: str) -> str:
        """The hash of a new password, the present one having been right. Raises ``Busy``."""
        try:
            return self.hasher.hash(chosen)
        except Busy:
            self._withdraw(begun)
            raise

    def let_in(
        self, unit: UnitOfWork, begun: Begun[Known], known: Known, renewed: str | None
    ) -> None:
        """Take the count back, inside the transaction that lets in.

        Raises ``NotAuthenticated`` where the password was changed while the hash was made.
        """
        book = self.books(unit.driver)
        if not book.lock(known):
            raise NotAuthenticated(self.refused)
        if renewed is not None:
            book.rehash(known, renewed)
        AttemptBook(unit.driver).clear(begun.attempt, begun.id)

    def mark(self, begun: Begun[Known], known: Known) -> str:
        """What the browser is to keep, in order not to be a stranger next time."""
        return self._marks.issue(begun.attempt.device, known.id, known.changed_at)

    @contextmanager
    def watched(self, what: str, attempt: Attempt) -> Iterator[None]:
        """Tell who watches how it ended; the account by the beginning of its keyed digest."""
        try:
            yield
        except (NotAuthenticated, WrongPassword, TooManyAttempts, Busy) as error:
            self._tell_refusal(what, attempt, error)
            raise
        metrics.count_password(self.realm, "ok")

    def _tell_refusal(self, what: str, attempt: Attempt, error: VitrinaError) -> None:
        metrics.count_password(self.realm, error.code)
        _log.info(
            f"{what} refused",
            code=error.code,
            account=attempt.account.hex()[:12],
            network=attempt.network,
        )

    def _withdraw(self, begun: Begun[Known]) -> None:
        """Nobody has looked at the password, or it was right: the attempt does not count."""
        with self.unit_of_work() as unit:
            AttemptBook(unit.driver).withdraw(begun.id)
            unit.commit()


def printable(text: str) -> str:
    """A browser's name or address as it is kept and shown."""
    return "".join(character for character in text if character.isprintable())[:_SHOWN]
