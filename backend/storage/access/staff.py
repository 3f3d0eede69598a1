"""The staff's access: signs in and out, changes one's own password and second factor.

Signing in and out commits by itself. What changes a member runs in a unit of work of the caller's,
together with its record.
"""

from collections.abc import Callable
from dataclasses import replace

from backend.domain.errors import NotAuthenticated, WrongCode
from backend.domain.ports import Clock, PasswordHasher
from backend.domain.services.access.choose_password import choose_password
from backend.domain.services.access.mark_device import DeviceMarks
from backend.domain.services.access.realm import Realm
from backend.domain.services.access.seal_secret import SecretSeal
from backend.domain.services.access.sessions import digest_token, expiry, new_token
from backend.domain.services.access.staff import (
    REFUSED,
    NewPassword,
    StaffCredentials,
    StaffSession,
    StaffSignedIn,
    StaffSignIn,
)
from backend.storage.access.attempts import AttemptBook
from backend.storage.access.gate import Begun, PasswordGate, printable
from backend.storage.access.staff_credentials import StaffCredentialBook
from backend.storage.access.staff_sessions import StaffSessionBook
from backend.storage.access.staff_totp import SecondFactorBook, forget_second_factor
from backend.storage.unit_of_work import UnitOfWork


class StaffDesk:
    """``key`` is the installation's signing key."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        key: bytes,
        hasher: PasswordHasher,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._seal = SecretSeal(key, Realm.DESK)
        self._marks = DeviceMarks(key, clock, Realm.DESK)
        self._gate: PasswordGate[StaffCredentials] = PasswordGate(
            realm=Realm.DESK,
            books=StaffCredentialBook,
            refused=REFUSED,
            unit_of_work=unit_of_work,
            clock=clock,
            key=key,
            hasher=hasher,
        )

    def sign_in(self, command: StaffSignIn) -> StaffSignedIn:
        """A new session.

        Raises ``NotAuthenticated`` for an unknown or switched-off name, a wrong password and a
        wrong or missing code alike; ``TooManyAttempts`` and ``Busy``.
        """
        attempt = self._gate.attempt(command.name, command.address)
        with self._gate.watched("sign-in", attempt):
            begun = self._gate.begin(command.name, attempt, command.mark)
            known, renewed = self._gate.compare(begun, command.password)
            return self._let_in(command, begun, known, renewed)

    def session(self, token: str) -> StaffSession | None:
        """Whose it is; ``None`` for one that is unknown, over, or of a member switched off."""
        now = self._clock.now()
        with self._unit_of_work() as unit:
            book = StaffSessionBook(unit.driver)
            found = book.find(digest_token(token), now)
            if found is None:
                return None
            session, seen_at = found
            if expires_at := book.see(session, seen_at, now):
                session = replace(session, expires_at=expires_at)
                unit.commit()
        return session

    def sign_out(self, token: str) -> None:
        """End this session, if there is one."""
        with self._unit_of_work() as unit:
            StaffSessionBook(unit.driver).end(digest_token(token))
            unit.commit()

    def sign_out_everywhere(self, staff_id: int) -> int:
        """End all sessions of a member; how many there were."""
        with self._unit_of_work() as unit:
            ended = StaffSessionBook(unit.driver).end_others(staff_id)
            unit.commit()
        return ended

    # ------------------------------------------------------------ oneself

    def prove(self, session: StaffSession, password: str) -> StaffCredentials:
        """Who is signed in says the present password again.

        Raises ``WrongPassword``, ``TooManyAttempts``, ``Busy``.
        """
        attempt = self._gate.attempt(session.name, session.address, session.digest)
        with self._gate.watched("password", attempt):
            begun = self._gate.begin(session.name, attempt)
            known = self._gate.still_right(begun, password)
        with self._unit_of_work() as unit:
            AttemptBook(unit.driver).clear(attempt, begun.id)
            unit.commit()
        return known

    def new_password(self, session: StaffSession, current: str, new: str) -> NewPassword:
        """One that may be set. Raises what ``prove`` does, and ``WeakPassword`` before it."""
        chosen = choose_password(new, session.name)
        known = self.prove(session, current)
        return NewPassword(known=known, password_hash=self._gate.hasher.hash(chosen))

    def change_password(self, unit: UnitOfWork, session: StaffSession, new: NewPassword) -> str:
        """Set it and end the member's other sessions; a fresh device mark."""
        book = self._locked(unit, new.known)
        changed_at = book.put(new.known.id, new.password_hash, self._clock.now())
        StaffSessionBook(unit.driver).end_others(new.known.id, session.digest)
        return self._marks.issue(None, new.known.id, changed_at)

    def begin_totp(self, unit: UnitOfWork, known: StaffCredentials) -> bytes:
        """A secret for the member's authenticator, to be confirmed with a code of it."""
        self._locked(unit, known)
        return SecondFactorBook(unit.driver, self._seal).begin(known.id)

    def confirm_totp(self, unit: UnitOfWork, session: StaffSession, code: str) -> None:
        """Ask for the second factor from now on, and end the member's other sessions.

        Raises ``NotFound`` where none was begun, and ``WrongCode``.
        """
        book = SecondFactorBook(unit.driver, self._seal)
        book.confirm(session.staff_id, code, self._clock.now())
        StaffSessionBook(unit.driver).end_others(session.staff_id, session.digest)

    def remove_totp(self, unit: UnitOfWork, known: StaffCredentials) -> None:
        """Ask for the password alone."""
        self._locked(unit, known)
        forget_second_factor(unit.driver, known.id)

    def _locked(self, unit: UnitOfWork, known: StaffCredentials) -> StaffCredentialBook:
        book = StaffCredentialBook(unit.driver)
        if not book.lock(known):
            raise NotAuthenticated("the password was changed in another place")
        return book

    def _uses_code(self, unit: UnitOfWork, known: StaffCredentials, code: str | None) -> bool:
        """Whether one was asked for. The refusal of a wrong one leaves the attempt counted."""
        book = SecondFactorBook(unit.driver, self._seal)
        try:
            return book.use(known.id, code or "", self._clock.now())
        except WrongCode:
            raise NotAuthenticated(REFUSED) from None

    def _let_in(
        self,
        command: StaffSignIn,
        begun: Begun[StaffCredentials],
        known: StaffCredentials,
        renewed: str | None,
    ) -> StaffSignedIn:
        token, now = new_token(), self._clock.now()
        with self._unit_of_work() as unit:
            self._gate.let_in(unit, begun, known, renewed)
            session = StaffSession(
                digest=digest_token(token),
                staff_id=known.id,
                name=known.name,
                role=known.role,
                has_totp=self._uses_code(unit, known, command.code),
                address=printable(command.address),
                created_at=now,
                expires_at=expiry(now, now),
            )
            StaffSessionBook(unit.driver).add(session, printable(command.agent))
            unit.commit()
        return StaffSignedIn(session=session, token=token, mark=self._gate.mark(begun, known))
