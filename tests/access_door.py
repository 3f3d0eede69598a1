"""The door of the cabinet on a database, with people who come to it."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine

from backend.domain.errors import TooManyAttempts, VitrinaError
from backend.domain.ports import PasswordHasher
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.access.sessions import Session, SignedIn, SignIn
from backend.storage.access.desk import AccessDesk
from backend.storage.access.sweep import sweep_access
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.fakes.manual_clock import ManualClock
from tests.world import World

KEY = b"the installation's signing key, of tests"
PASSWORD = "окно на север"
OTHER = "kettle drum 9 и варежки"
WRONG = "a wrong password"
HOME, AWAY = "192.0.2.7", "198.51.100.7"


class CheapPasswords:
    """Implements the ``PasswordHasher`` port with real hashes of little work, and counts it.

    ``compared`` is what each comparison was made with. ``meanwhile`` is called within each.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self.hasher = hasher or Argon2Passwords(memory_kib=8, passes=1, at_once=64, waiting=64)
        self.compared: list[str | None] = []
        self.meanwhile: Callable[[], object] = lambda: None
        self._lock = threading.Lock()

    def hash(self, password: str) -> str:
        """What is stored of a password."""
        return self.hasher.hash(password)

    def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether it is the one."""
        with self._lock:
            self.compared.append(stored)
        self.meanwhile()
        return self.hasher.verify(password, stored)


class Door(World):
    """A world with accounts that have passwords; ``access`` is the desk under test."""

    def __init__(
        self, url: str, *, clock: ManualClock | None = None, engine: Engine | None = None
    ) -> None:
        super().__init__(url, clock=clock, engine=engine)
        self.passwords = CheapPasswords()
        self.access = self.another_desk(self.passwords)

    def another_desk(self, passwords: PasswordHasher) -> AccessDesk:
        """A desk on the same database with another hasher."""
        return AccessDesk(lambda: UnitOfWork(self.engine), self.clock, KEY, passwords)

    def welcome(self, number: str = ACCOUNT, password: str = PASSWORD) -> None:
        """Open an account with a password."""
        self.account(number)
        self.access.set_password(number, password)

    def sign_in(
        self,
        password: str = PASSWORD,
        number: str = ACCOUNT,
        *,
        address: str = HOME,
        mark: str | None = None,
    ) -> SignedIn:
        """Come in, by default rightly."""
        command = SignIn(
            number=number, password=password, address=address, agent="Firefox", mark=mark
        )
        return self.access.sign_in(command)

    def answer(
        self,
        password: str = WRONG,
        number: str = ACCOUNT,
        *,
        address: str = HOME,
        mark: str | None = None,
    ) -> str:
        """The code of what somebody is answered; by default rightly a refusal."""
        try:
            self.sign_in(password, number, address=address, mark=mark)
        except VitrinaError as error:
            return error.code
        return "ok"

    def wait(self, number: str = ACCOUNT, *, address: str = HOME, mark: str | None = None) -> int:
        """For how many seconds the right password would not be looked at."""
        try:
            self.sign_in(number=number, address=address, mark=mark)
        except TooManyAttempts as error:
            return error.retry_after
        return 0

    def whose(self, signed_in: SignedIn) -> Session | None:
        """The session that a browser's token opens now."""
        return self.access.session(signed_in.token)

    def sweep(self) -> int:
        """What the tick does, once."""
        with UnitOfWork(self.engine) as unit:
            swept = sweep_access(unit.driver, self.clock.now())
            unit.commit()
        return swept
