"""The access desk: signs in and out, and changes passwords.

An attempt takes two transactions with the slow hash between them, in none: the first counts it as
failed and commits, the second lets in and takes the count back. Whatever happens in between (a
wrong password, a crash, the database gone), the attempt stays counted.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from backend.domain.errors import (
    Busy,
    NotAuthenticated,
    NotFound,
    TooManyAttempts,
    VitrinaError,
    WrongPassword,
)
from backend.domain.ports import Clock, PasswordHasher
from backend.domain.services.access.check_password import REFUSED, Credentials, check_password
from backend.domain.services.access.choose_password import choose_password
from backend.domain.services.access.limit_sign_ins import Attempt, digest_account, network_of
from backend.domain.services.access.mark_device import DeviceMarks
from backend.domain.services.access.sessions import (
    Session,
    SignedIn,
    SignIn,
    digest_token,
    expiry,
    new_token,
)
from backend.storage.access.attempts import AttemptBook
from backend.storage.access.credentials import CredentialBook
from backend.storage.access.sessions import SessionBook
from backend.storage.unit_of_work import UnitOfWork
from backend.telemetry import metrics

_log = structlog.get_logger(__name__)

_SHOWN = 200
"""Characters of a browser's name that are kept."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An attempt that is counted, and what its password is compared with."""

    id: int
    attempt: Attempt
    stored: Credentials | None


class AccessDesk:
    """Implements the ``CabinetAccess`` port; ``key`` is the installation's signing key."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        key: bytes,
        hasher: PasswordHasher,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._key = key
        self._hasher = hasher
        self._marks = DeviceMarks(key, clock)

    def sign_in(self, command: SignIn) -> SignedIn:
        """A new session. Raises ``NotAuthenticated``, ``TooManyAttempts``, ``Busy``."""
        attempt = self._attempt(command.number, command.address)
        try:
            begun = self._begin(command.number, attempt, command.mark)
            known, renewed = self._compare(begun, command.password)
            signed_in = self._let_in(command, begun, known, renewed)
        except (NotAuthenticated, TooManyAttempts, Busy) as error:
            _refused("sign-in", attempt, error)
            raise
        metrics.count_password("ok")
        return signed_in

    def session(self, token: str) -> Session | None:
        """Whose it is; ``None`` for one that is unknown, over or of a closed account."""
        now = self._clock.now()
        with self._unit_of_work() as unit:
            book = SessionBook(unit.driver)
            found = book.find(digest_token(token), now)
            if found is None:
                return None
            session, seen_at = found
            expires_at = book.see(session, seen_at, now)
            unit.commit()
        return replace(session, expires_at=expires_at)

    def sign_out(self, token: str) -> None:
        """End this session, if there is one."""
        with self._unit_of_work() as unit:
            SessionBook(unit.driver).end(digest_token(token))
            unit.commit()

    def sign_out_everywhere(self, account_id: int) -> int:
        """End all sessions of an account; how many there were."""
        with self._unit_of_work() as unit:
            ended = SessionBook(unit.driver).end_others(account_id)
            unit.commit()
        return ended

    def change_password(self, session: Session, current: str, new: str) -> str:
        """Set another password and end the account's other sessions; a fresh device mark."""
        chosen = choose_password(new, session.number)
        attempt = replace(self._attempt(session.number, session.address), device=session.digest)
        try:
            begun = self._begin(session.number, attempt, None)
            known = self._still_right(begun, current)
            password_hash = self._hash(begun, chosen)
        except (WrongPassword, TooManyAttempts, Busy) as error:
            _refused("password change", attempt, error)
            raise
        with self._unit_of_work() as unit:
            credentials = CredentialBook(unit.driver)
            if not credentials.lock(known):
                raise NotAuthenticated("the password was changed in another place")
            changed_at = credentials.put(known.account_id, password_hash, self._clock.now())
            SessionBook(unit.driver).end_others(known.account_id, session.digest)
            AttemptBook(unit.driver).clear(attempt, begun.id)
            unit.commit()
        metrics.count_password("ok")
        return self._marks.issue(None, known.account_id, changed_at)

    def set_password(self, number: str, password: str) -> None:
        """The operator's way. Raises ``NotFound``, ``WeakPassword`` and ``Busy``."""
        password_hash = self._hasher.hash(choose_password(password, number))
        with self._unit_of_work() as unit:
            account_id = _open_account(unit, number)
            CredentialBook(unit.driver).put(account_id, password_hash, self._clock.now())
            SessionBook(unit.driver).end_others(account_id)
            AttemptBook(unit.driver).clear_all(digest_account(number, self._key))
            unit.commit()

    def remove_password(self, number: str) -> None:
        """Close the cabinet to an account and end its sessions. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            account_id = _open_account(unit, number)
            CredentialBook(unit.driver).remove(account_id)
            SessionBook(unit.driver).end_others(account_id)
            unit.commit()

    def _attempt(self, number: str, address: str) -> Attempt:
        digest = digest_account(number, self._key)
        return Attempt(account=digest, network=network_of(address), device=None)

    def _begin(self, number: str, attempt: Attempt, mark: str | None) -> _Begun:
        """Count the attempt as failed, for good."""
        with self._unit_of_work() as unit:
            stored = CredentialBook(unit.driver).find(number)
            if stored is not None and attempt.device is None:
                device = self._marks.read(mark, stored.account_id, stored.changed_at)
                attempt = replace(attempt, device=device)
            attempt_id = AttemptBook(unit.driver).begin(attempt, self._clock.now())
            unit.commit()
        return _Begun(attempt_id, attempt, stored)

    def _compare(self, begun: _Begun, password: str) -> tuple[Credentials, str | None]:
        try:
            return check_password(begun.stored, password, self._hasher)
        except Busy:
            self._withdraw(begun)
            raise

    def _still_right(self, begun: _Begun, current: str) -> Credentials:
        try:
            return self._compare(begun, current)[0]
        except NotAuthenticated:
            raise WrongPassword from None

    def _hash(self, begun: _Begun, chosen: str) -> str:
        try:
            return self._hasher.hash(chosen)
        except Busy:
            self._withdraw(begun)
            raise

    def _withdraw(self, begun: _Begun) -> None:
        """Nobody has looked at the password, or it was right: the attempt does not count."""
        with self._unit_of_work() as unit:
            AttemptBook(unit.driver).withdraw(begun.id)
            unit.commit()

    def _let_in(
        self, command: SignIn, begun: _Begun, known: Credentials, renewed: str | None
    ) -> SignedIn:
        token = new_token()
        session = _session(known, token, command.address, self._clock.now())
        with self._unit_of_work() as unit:
            credentials = CredentialBook(unit.driver)
            if not credentials.lock(known):  # changed while the hash was made
                raise NotAuthenticated(REFUSED)
            if renewed is not None:
                credentials.rehash(known.account_id, renewed)
            AttemptBook(unit.driver).clear(begun.attempt, begun.id)
            SessionBook(unit.driver).add(session, _printable(command.agent))
            unit.commit()
        mark = self._marks.issue(begun.attempt.device, known.account_id, known.changed_at)
        return SignedIn(session=session, token=token, mark=mark)


def _open_account(unit: UnitOfWork, number: str) -> int:
    account_id = CredentialBook(unit.driver).account(number)
    if account_id is None:
        raise NotFound("there is no such account, or it is closed")
    return account_id


def _session(known: Credentials, token: str, address: str, now: datetime) -> Session:
    return Session(
        digest=digest_token(token),
        account_id=known.account_id,
        number=known.number,
        holder=known.holder,
        status=known.status,
        address=_printable(address),
        created_at=now,
        expires_at=expiry(now, now),
    )


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())[:_SHOWN]


def _refused(what: str, attempt: Attempt, error: VitrinaError) -> None:
    """One line for who watches; the account is told by the beginning of its keyed digest."""
    metrics.count_password(error.code)
    _log.info(
        f"{what} refused",
        code=error.code,
        account=attempt.account.hex()[:12],
        network=attempt.network,
    )
