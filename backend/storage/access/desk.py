"""The access desk: signs subscribers in and out, and changes passwords."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from backend.domain.errors import NotAuthenticated, NotFound
from backend.domain.ports import Clock, PasswordHasher
from backend.domain.services.access.check_password import AccountCredentials
from backend.domain.services.access.choose_password import choose_password
from backend.domain.services.access.mark_device import DeviceMarks
from backend.domain.services.access.realm import Realm
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
from backend.storage.access.gate import Begun, PasswordGate, printable
from backend.storage.access.sessions import SessionBook
from backend.storage.unit_of_work import UnitOfWork

_REFUSED = "the account number or the password is not right"


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
        self._hasher = hasher
        self._marks = DeviceMarks(key, clock)
        self._gate = PasswordGate(
            realm=Realm.CABINET,
            books=CredentialBook,
            refused=_REFUSED,
            unit_of_work=unit_of_work,
            clock=clock,
            key=key,
            hasher=hasher,
        )

    def sign_in(self, command: SignIn) -> SignedIn:
        """A new session. Raises ``NotAuthenticated``, ``TooManyAttempts``, ``Busy``."""
        attempt = self._gate.attempt(command.number, command.address)
        with self._gate.watched("sign-in", attempt):
            begun = self._gate.begin(command.number, attempt, command.mark)
            known, renewed = self._gate.compare(begun, command.password)
            return self._let_in(command, begun, known, renewed)

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
        attempt = self._gate.attempt(session.number, session.address, session.digest)
        with self._gate.watched("password change", attempt):
            begun = self._gate.begin(session.number, attempt)
            known = self._gate.still_right(begun, current)
            password_hash = self._gate.hash(begun, chosen)
        with self._unit_of_work() as unit:
            credentials = CredentialBook(unit.driver)
            if not credentials.lock(known):
                raise NotAuthenticated("the password was changed in another place")
            changed_at = credentials.put(known.id, password_hash, self._clock.now())
            SessionBook(unit.driver).end_others(known.id, session.digest)
            AttemptBook(unit.driver).clear(attempt, begun.id)
            unit.commit()
        return self._marks.issue(None, known.id, changed_at)

    def set_password(self, number: str, password: str) -> None:
        """The operator's way. Raises ``NotFound``, ``WeakPassword`` and ``Busy``."""
        password_hash = self._hasher.hash(choose_password(password, number))
        with self._unit_of_work() as unit:
            account_id = _open_account(unit, number)
            CredentialBook(unit.driver).put(account_id, password_hash, self._clock.now())
            SessionBook(unit.driver).end_others(account_id)
            AttemptBook(unit.driver).clear_all(self._gate.digest(number))
            unit.commit()

    def remove_password(self, number: str) -> None:
        """Close the cabinet to an account and end its sessions. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            account_id = _open_account(unit, number)
            CredentialBook(unit.driver).remove(account_id)
            SessionBook(unit.driver).end_others(account_id)
            unit.commit()

    def _let_in(
        self,
        command: SignIn,
        begun: Begun[AccountCredentials],
        known: AccountCredentials,
        renewed: str | None,
    ) -> SignedIn:
        token = new_token()
        session = _session(known, token, command.address, self._clock.now())
        with self._unit_of_work() as unit:
            self._gate.let_in(unit, begun, known, renewed)
            SessionBook(unit.driver).add(session, printable(command.agent))
            unit.commit()
        return SignedIn(session=session, token=token, mark=self._gate.mark(begun, known))


def _open_account(unit: UnitOfWork, number: str) -> int:
    account_id = CredentialBook(unit.driver).account(number)
    if account_id is None:
        raise NotFound("there is no such account, or it is closed")
    return account_id


def _session(known: AccountCredentials, token: str, address: str, now: datetime) -> Session:
    return Session(
        digest=digest_token(token),
        account_id=known.id,
        number=known.name,
        holder=known.holder,
        status=known.status,
        address=printable(address),
        created_at=now,
        expires_at=expiry(now, now),
    )
