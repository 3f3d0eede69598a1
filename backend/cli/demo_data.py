"""The demonstration's accounts and platforms; filling in twice changes nothing."""

from contextlib import suppress
from dataclasses import dataclass

from backend.container import Container
from backend.domain.commands import OPERATOR_TERMS, Origin, Pay
from backend.domain.errors import AlreadyExists
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.set_up_integrator import (
    NewIntegrator,
    add_integrator,
    rotate_secret,
)
from backend.domain.values.codes import Door
from backend.domain.values.status import AccountStatus
from backend.storage.repositories import AccountRepository, IntegratorRepository


@dataclass(frozen=True, slots=True)
class Person:
    """A subscriber and the roubles of the first payment."""

    number: str
    holder: str
    roubles: int
    status: AccountStatus = AccountStatus.ACTIVE


PEOPLE = (
    Person("000123", "Иванов Д. И.", 500),
    Person("000124", "Петрова А. С.", 10),
    Person("000125", "Сидоров К. М.", 300, AccountStatus.BLOCKED),
    Person("77-0042", "Кузнецова О. П.", 1_200),
)

PLATFORMS = (
    NewIntegrator(
        code="rentsoft",
        title="RentSoft",
        dialect="rentsoft",
        test_mode=True,
        wire={"storefront_url": "https://demo.ag.rentsoft.example/3.00/iframe/"},
    ),
    NewIntegrator(
        code="relans",
        title="Relans",
        dialect="relans",
        wire={"storefront_url": "https://relans.example/storefront/"},
    ),
    NewIntegrator(
        code="native",
        title="Любая платформа",
        dialect="native",
        wire={"storefront_url": "https://shop.example/"},
    ),
)


KASPERSKY = "Антивирус Касперского"
"""RentSoft's product of the tour: platforms name products by their titles."""


def secret_of(code: str) -> str:
    """A platform's secret in the demonstration: known to everybody, so good for nothing else."""
    return f"{code}-demo-secret-2013"


def fill(container: Container) -> None:
    """Add what is not there yet."""
    for person in PEOPLE:
        _open(container, person)
    container.desk.process([_first_payment(container, person) for person in PEOPLE])
    for platform in PLATFORMS:
        _connect(container, platform)
    container.integrators.refresh()


def _open(container: Container, person: Person) -> None:
    new = NewAccount(
        number=person.number, holder=person.holder, status=person.status, tariffs=("inet-100",)
    )
    with container.unit_of_work() as unit, unit.session as session, suppress(AlreadyExists):
        open_account(new, AccountRepository(session), container.clock.now())
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
