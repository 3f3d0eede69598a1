"""The staff's access when two things happen at once."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.domain.errors import NotAuthenticated, VitrinaError
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.access.staff import StaffSignedIn, StaffSignIn
from backend.domain.services.access.staff_members import MemberChange
from backend.domain.services.access.totp import code_of, step_at
from backend.domain.values.roles import Role
from backend.storage.access.staff import StaffDesk
from backend.storage.access.staff_members import MemberDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.access_door import HOME, KEY, PASSWORD, CheapPasswords, Door

PATIENCE = 60


class StaffDoor(Door):
    """A door with the staff's desk beside the cabinet's."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.hasher = CheapPasswords()
        self.staff = StaffDesk(self.unit, self.clock, KEY, self.hasher)
        self.members = MemberDesk(self.clock, KEY, self.hasher)

    def unit(self) -> UnitOfWork:
        """One transaction."""
        return UnitOfWork(self.engine)

    def appoint(self, name: str, role: Role = Role.ADMIN) -> None:
        """Add a member with the usual password."""
        with self.unit() as unit:
            self.members.add(unit, name, role, self.members.hashed(name, PASSWORD))
            unit.commit()

    def change(self, name: str, change: MemberChange) -> None:
        """Change a member as an admin does."""
        with self.unit() as unit:
            self.members.change(unit, name, change)
            unit.commit()

    def come(self, name: str = "anna", code: str | None = None) -> StaffSignedIn:
        """Sign in rightly."""
        return self.staff.sign_in(
            StaffSignIn(name=name, password=PASSWORD, code=code, address=HOME, agent="tests")
        )

    def enrol(self, name: str = "anna") -> bytes:
        """Give a member a second factor; its secret."""
        session = self.come(name).session
        known = self.staff.prove(session, PASSWORD)
        with self.unit() as unit:
            secret = self.staff.begin_totp(unit, known)
            self.staff.confirm_totp(unit, session, code_of(secret, step_at(self.clock.now())))
            unit.commit()
        self.clock.advance(seconds=30)
        return secret


@pytest.fixture
def staff(database_url: str) -> Iterator[StaffDoor]:
    """Anna is the admin."""
    made = StaffDoor(database_url)
    try:
        made.appoint("anna")
        yield made
    finally:
        made.close()


def outcome(do: Callable[[], object]) -> str:
    """The code of what is answered."""
    try:
        do()
    except VitrinaError as error:
        return error.code
    return "ok"


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """What becomes of acts that begin together."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait(PATIENCE)
        return outcome(act)

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(run, acts, timeout=PATIENCE))


def test_a_code_that_comes_many_times_at_once_lets_in_once(staff: StaffDoor) -> None:
    secret = staff.enrol()
    code = code_of(secret, step_at(staff.clock.now()))
    assert at_once(*[lambda: staff.come(code=code)] * 8) == {"ok": 1, "not_authenticated": 7}


def test_of_two_admins_who_dismiss_each_other_one_stays(staff: StaffDoor) -> None:
    staff.appoint("boris")
    for _ in range(10):
        codes = at_once(
            lambda: staff.change("anna", MemberChange(role=Role.CASHIER)),
            lambda: staff.change("boris", MemberChange(enabled=False)),
        )
        assert codes == {"ok": 1, "not_allowed": 1}
        with staff.unit() as unit:
            unit.driver.execute("UPDATE staff SET role = 'admin', enabled = true")
            unit.commit()


@pytest.mark.parametrize("change", [MemberChange(enabled=False), None], ids=["off", "reset"])
def test_who_is_changed_while_the_password_is_looked_at_does_not_come_in(
    staff: StaffDoor, change: MemberChange | None
) -> None:
    staff.appoint("boris")

    def meanwhile() -> None:
        staff.hasher.meanwhile = lambda: None
        if change:
            staff.change("boris", change)
            return
        with staff.unit() as unit:
            staff.members.reset_password(unit, "boris", staff.hasher.hash("another long one"))
            unit.commit()

    staff.hasher.meanwhile = meanwhile
    with pytest.raises(NotAuthenticated):
        staff.come("boris")
    assert staff.count("staff_session") == 0


def test_a_new_password_or_factor_of_a_member_changed_meanwhile_is_not_set(
    staff: StaffDoor,
) -> None:
    session = staff.come().session
    new = staff.staff.new_password(session, PASSWORD, "another long one")
    with staff.unit() as unit:
        staff.members.reset_password(unit, "anna", staff.hasher.hash("a third long one"))
        unit.commit()
    with staff.unit() as unit:
        for act in (
            lambda: staff.staff.change_password(unit, session, new),
            lambda: staff.staff.begin_totp(unit, new.known),
            lambda: staff.staff.remove_totp(unit, new.known),
        ):
            with pytest.raises(NotAuthenticated):
                act()


def test_a_full_queue_counts_nothing(staff: StaffDoor) -> None:
    session = staff.come().session
    staff.hasher.hasher = full = Argon2Passwords(memory_kib=8, passes=1, at_once=1, waiting=0)
    with full._turn():
        assert outcome(staff.come) == "busy"
        assert outcome(lambda: staff.staff.prove(session, PASSWORD)) == "busy"
    assert staff.count("sign_in_failure") == 0


def test_a_factor_that_the_installations_key_does_not_open_keeps_everybody_out(
    staff: StaffDoor,
) -> None:
    secret = staff.enrol()
    code = code_of(secret, step_at(staff.clock.now()))
    other = StaffDesk(staff.unit, staff.clock, b"another key of the installation", staff.hasher)
    given = StaffSignIn(name="anna", password=PASSWORD, code=code, address=HOME, agent="")
    assert outcome(lambda: other.sign_in(given)) == "not_authenticated"
    assert outcome(lambda: staff.come(code=code)) == "ok"


def test_sessions_that_are_over_are_swept(staff: StaffDoor) -> None:
    staff.come()
    staff.clock.advance(minutes=20)
    kept = staff.come()
    assert staff.sweep() == 0
    staff.clock.advance(minutes=15)
    assert staff.sweep() == 1
    assert staff.staff.session(kept.token) is not None
