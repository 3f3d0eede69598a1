"""The demonstration's accounts and platforms; filling in twice changes nothing."""

from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from backend.container import Container
from backend.domain.commands import OPERATOR_TERMS, Origin, Pay
from backend.domain.endpoints import NewEndpoint
from backend.domain.errors import AlreadyExists
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.set_up_integrator import (
    NewIntegrator,
    add_integrator,
    change_integrator,
    rotate_secret,
)
from backend.domain.services.notifying.contacts import ContactView
from backend.domain.values.codes import Door
from backend.domain.values.roles import Role
from backend.domain.values.status import AccountStatus
from backend.storage.notices.contacts import ContactBook
from backend.storage.repositories import AccountRepository, IntegratorRepository


@dataclass(frozen=True, slots=True)
class Person:
    """A subscriber and the roubles of the first payment."""

    number: str
    holder: str
    roubles: int
    status: AccountStatus = AccountStatus.ACTIVE

    @property
    def phone(self) -> str:
        """A telephone number that nobody has."""
        return f"+7000000{self.number[-4:]}"


PEOPLE = (
    Person("000123", "Иванов Д. И.", 500),
    Person("000124", "Петрова А. С.", 10),
    Person("000125", "Сидоров К. М.", 300, AccountStatus.BLOCKED),
    Person("77-0042", "Кузнецова О. П.", 1_200),
)

PLATFORMS = (
    NewIntegrator(code="rentsoft", title="RentSoft", dialect="rentsoft", test_mode=True),
    NewIntegrator(code="relans", title="Relans", dialect="relans"),
    NewIntegrator(code="native", title="Любая платформа", dialect="native"),
)


def storefronts(sandbox: str) -> dict[str, dict[str, Any]]:
    """The storefront side of each platform, where the sandbox plays it."""
    rentsoft, relans = f"{sandbox}/rentsoft", f"{sandbox}/relans"
    return {
        "rentsoft": {
            "storefront_form": "velvica",
            "storefront_secret": "rentsoft-demo-storefront-2013",
            "storefront_url": f"{rentsoft}/3.00/iframe/",
            "catalogue_url": f"{rentsoft}/2.01/xml",
            "instructions_url": f"{rentsoft}/instructions",
        },
        "relans": {
            "storefront_url": f"{relans}/storefront",
            "catalogue_url": f"{relans}/catalogue",
            "instructions_url": f"{relans}/instructions",
        },
    }


KASPERSKY = "Антивирус Касперского"
"""RentSoft's product of the tour: platforms name products by their titles."""


def inbox_secret() -> str:
    """What the sandbox's inbox knows messages by in the demonstration, as well known."""
    return f"whsec_{b64encode(_inbox_key()).decode()}"


def _inbox_key() -> bytes:
    return secret_of("inbox").encode()


def secret_of(code: str) -> str:
    """A platform's secret in the demonstration: known to everybody, so good for nothing else."""
    return f"{code}-demo-secret-2013"


def desk_password_of(name: str) -> str:
    """A password of the staff's in the demonstration, known to everybody, too."""
    return f"desk-of-{name}-2013"


def password_of(number: str) -> str:
    """A subscriber's password in the demonstration, as well known."""
    return f"cabinet-of-{number}"


STAFF = (
    ("anna", Role.ADMIN),
    ("boris", Role.MANAGER),
    ("vera", Role.CASHIER),
    ("gleb", Role.AUDITOR),
)
"""The operator's staff: names and roles."""


def fill(container: Container, sandbox: str = "http://localhost:8081") -> None:
    """Add what is not there yet; ``sandbox`` is where the platforms are played this time."""
    for person in PEOPLE:
        _open(container, person)
    container.desk.process([_first_payment(container, person) for person in PEOPLE])
    for person in PEOPLE:
        _reach(container, person)
    for name, role in STAFF:
        _appoint(container, name, role)
    for platform in PLATFORMS:
        _connect(container, platform)
    with container.unit_of_work() as unit, unit.session as session:
        for code, wire in storefronts(sandbox).items():
            change_integrator(code, {"wire": wire}, IntegratorRepository(session))
        session.flush()
        unit.commit()
    container.integrators.refresh()


def _open(container: Container, person: Person) -> None:
    new = NewAccount(
        number=person.number, holder=person.holder, status=person.status, tariffs=("inet-100",)
    )
    with suppress(AlreadyExists):
        with container.unit_of_work() as unit, unit.session as session:
            open_account(new, AccountRepository(session), container.clock.now())
            unit.commit()
        container.access.set_password(person.number, password_of(person.number))


def _reach(container: Container, person: Person) -> None:
    """Let somebody be told by messages who cannot be told at all yet."""
    with container.unit_of_work() as unit:
        book = ContactBook(unit.driver)
        account_id = book.account_id(person.number)
        contact = book.lock(account_id, container.clock.now())
        if contact == ContactView():
            book.write(account_id, replace(contact, phone=person.phone))
        unit.commit()


def listen(container: Container, sandbox: str) -> None:
    """From now on the sandbox's inbox hears of everything, and none where it was the last time."""
    url = f"{sandbox}/inbox/events"
    with container.unit_of_work() as unit:
        known = {view.url: view.id for view in container.events.endpoints(unit, None)}
        for former in known.keys() - {url}:
            if former.endswith("/inbox/events"):
                container.events.remove(unit, None, known[former])
        if url not in known:
            container.events.add(unit, None, NewEndpoint(url=url), key=_inbox_key())
        unit.commit()


def _appoint(container: Container, name: str, role: Role) -> None:
    with container.unit_of_work() as unit:
        if name not in {member.name for member in container.members.members(unit)}:
            password_hash = container.members.hashed(name, desk_password_of(name))
            container.members.add(unit, name, role, password_hash)
            unit.commit()


def _first_payment(container: Container, person: Person) -> Pay:
    return Pay(
        id=container.new_id(),
        terms=OPERATOR_TERMS,
        origin=Origin(door=Door.CLI, correlation_id="demo"),
        external_id=f"demo-{person.number}",
        account=person.number,
        amount=person.roubles * 100,
        text="Первый платёж",
    )


def _connect(container: Container, platform: NewIntegrator) -> None:
    now = container.clock.now()
    with container.unit_of_work() as unit, unit.session as session, suppress(AlreadyExists):
        integrators = IntegratorRepository(session)
        add_integrator(platform, integrators, now)
        rotate_secret(platform.code, integrators, now, secret_of(platform.code))
        unit.commit()
