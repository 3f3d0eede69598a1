"""A Vitrina and the platforms that sell through it, on real ports; one clock is theirs and the
browsers'.

It is the first of May until a test lets days pass. Everything is as in the demonstration, but each
test opens accounts of its own, so tests of one module do not see each other's money.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text

from backend.app import create_app
from backend.cli.demo_catalogue import fill_catalogue
from backend.cli.demo_data import fill, inbox_secret
from backend.container import Container
from backend.domain.commands import OPERATOR_TERMS, Origin, Pay
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.set_up_integrator import change_integrator
from backend.domain.services.notifying.contacts import ContactChange
from backend.domain.values.codes import Code, Door
from backend.sandbox import create_sandbox
from backend.settings import Settings
from backend.storage.probes import run_probes
from backend.storage.repositories import AccountRepository, IntegratorRepository
from tests.demonstration import free_port
from tests.fakes.manual_clock import ManualClock
from tests.integration.sandbox.rehearsal import config_of
from tests.integration.sandbox.serving import serving

HOLDER = "Иванов Д. И."
PASSWORD = "несколько простых слов"


@dataclass(frozen=True)
class Subscriber:
    """Who signs in."""

    number: str
    password: str = PASSWORD


class World:
    """``address`` is Vitrina's, ``house`` the platforms'; to a browser they are two sites."""

    def __init__(self, container: Container, clock: ManualClock, address: str, house: str) -> None:
        self.container = container
        self.clock = clock
        self.address = address
        self.house = house
        self._sandbox = httpx.Client(base_url=house, trust_env=False)
        self._opened = 0

    def close(self) -> None:
        """Let go of the platforms."""
        self._sandbox.close()

    # ------------------------------------------------------------ what the operator does

    def subscriber(self, kopecks: int = 0) -> Subscriber:
        """Open an account with a password and money on it."""
        self._opened += 1
        opened = Subscriber(f"{self._opened:06}")
        with self.container.unit_of_work() as unit, unit.session as session:
            new = NewAccount(number=opened.number, holder=HOLDER)
            open_account(new, AccountRepository(session), self.clock.now())
            unit.commit()
        self.container.access.set_password(opened.number, opened.password)
        if kopecks:
            self.pay(opened, kopecks)
        return opened

    def pay(self, who: Subscriber, kopecks: int) -> None:
        """Let a payment come in, as from the cashier."""
        payment_id = self.container.new_id()
        payment = Pay(
            id=payment_id,
            terms=OPERATOR_TERMS,
            origin=Origin(door=Door.CLI, correlation_id="e2e"),
            external_id=str(payment_id),
            account=who.number,
            amount=kopecks,
            text="Платёж",
        )
        (outcome,) = self.container.desk.process([payment])
        assert outcome.code is Code.OK

    def reach(self, who: Subscriber, phone: str) -> None:
        """Write down where somebody is told something."""
        ((account_id,),) = self.rows("SELECT id FROM account WHERE number = :n", n=who.number)
        self.container.contacts.choose(account_id, ContactChange(fields={"phone": phone}))

    def rewire(self, code: str, **wire: Any) -> None:
        """Configure a platform's storefront side anew, all but what is not named."""
        found = self.container.integrators.find(code)
        assert found is not None
        with self.container.unit_of_work() as unit, unit.session as session:
            changes = {"wire": {**found.wire, **wire}}
            change_integrator(code, changes, IntegratorRepository(session))
            session.flush()
            unit.commit()
        self.container.integrators.refresh()

    # ------------------------------------------------------------ how time passes

    def pass_days(self, days: int) -> None:
        """Day by day, each with what platforms and billing do on it."""
        for _ in range(days):
            self.clock.advance(days=1)
            self.work()

    def work(self) -> None:
        """Do what is due now: the platforms first, whose charges have to come in time."""
        self.control("work")
        self.container.tick()

    # ------------------------------------------------------------ what platforms do

    def control(self, name: str, **document: Any) -> None:
        """Press a button of the platforms' control page."""
        self._sandbox.post(f"/control/{name}", json=document).raise_for_status()

    @contextmanager
    def trouble(self, code: str, fault: str) -> Iterator[None]:
        """A fault that strikes every call while the block runs."""
        self.control("faults", platform=code, fault=fault, on=True)
        try:
            yield
        finally:
            self.control("faults", platform=code, fault=fault, on=False)

    def sold(self, code: str, who: Subscriber) -> list[dict[str, Any]]:
        """The platform's own books: what it sold to the subscriber, oldest first."""
        state = self._sandbox.get("/control/state").json()
        books = state["platforms"][code]["subscriptions"]
        return [each for each in books if each["account"] == who.number]

    # ------------------------------------------------------------ what the database says

    def balance(self, who: Subscriber) -> int:
        """The stored balance in kopecks, proven to be the sum of the account's entries."""
        stored, entries = self.rows(
            """
            SELECT a.balance, (SELECT coalesce(sum(amount), 0) FROM entry_side
                               WHERE account_id = a.id AND ledger_account = 'subscriber')
            FROM account a WHERE a.number = :number
            """,
            number=who.number,
        )[0]
        assert stored == entries
        return int(stored)

    def charges(self, who: Subscriber) -> list[tuple[str, int, str | None]]:
        """Texts and kopecks of what was charged and the door that it came through, oldest first."""
        query = """
            SELECT c.text, c.amount, o.door FROM charge c JOIN account a ON a.id = c.account_id
            LEFT JOIN operation o ON o.target_id = c.id AND o.kind = 'charge'
            WHERE a.number = :number ORDER BY c.id
        """
        return [(row[0], row[1], row[2]) for row in self.rows(query, number=who.number)]

    def states(self, who: Subscriber) -> list[str]:
        """The states of all subscriptions, oldest first."""
        query = """
            SELECT s.state FROM subscription s JOIN account a ON a.id = s.account_id
            WHERE a.number = :number ORDER BY s.id
        """
        return [row[0] for row in self.rows(query, number=who.number)]

    def rows(self, query: str, **given: object) -> list[Any]:
        """What a query answers."""
        with self.container.engine.connect() as connection:
            return list(connection.execute(text(query), given))

    def prove(self) -> None:
        """Every rule about money holds."""
        broken = [finding for finding in run_probes(self.container.engine) if not finding.ok]
        assert not broken


@contextmanager
def running(
    database_url: str, folder: Path, *, framed_by: str | None = None, **changes: Any
) -> Iterator[World]:
    """Both servers in threads of this process while the block runs; the rules hold in the end.

    ``framed_by``: whose pages may frame storefronts, where it is not the cabinet; ``changes`` are
    of Vitrina's settings.
    """
    port, played = free_port(), free_port()
    address, house = f"http://127.0.0.1:{port}", f"http://localhost:{played}"
    settings = Settings().with_changes(
        database_url=database_url,
        secret_key="k" * 32,
        public_url=address,
        port=port,
        billing_automatic=True,
        notice_gateway_url=f"{house}/inbox/notices",
        notice_gateway_secret=inbox_secret(),
        **changes,
    )
    clock = ManualClock()
    container = Container(settings, clock)
    fill(container, house)
    fill_catalogue(container)
    config = replace(
        config_of(container, folder),
        vitrina=address,
        public_url=house,
        cabinet_origin=framed_by,
        inbox_secret=inbox_secret(),
        wake_seconds=3600.0,  # the test says when there is work
    )
    sandbox = create_sandbox(config, clock, httpx.AsyncClient(trust_env=False))
    try:
        with serving(create_app(container), port, lifespan=False), serving(sandbox, played):
            world = World(container, clock, address, house)
            yield world
            world.close()
            world.prove()
    finally:
        container.close()
