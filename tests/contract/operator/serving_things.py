"""What operations on subscribers, charges and invoices find when they are tried."""

from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import text

from backend.domain.values.roles import Role
from backend.domain.views import Exchange
from backend.storage.clock import new_id
from backend.storage.journal import PostgresJournal
from tests.commands import ACCOUNT
from tests.contract.operator.cells import Things
from tests.contract.operator.things import an_offer
from tests.contract.operator.world import CORRECTION_LIMIT, DeskWorld


def a_subscription(world: DeskWorld) -> Things:
    """A subscription that billing has charged for May."""
    _, subscription = world.subscribe(world.sell("kav", 50_00))
    return {"number": ACCOUNT, "id": str(subscription)}


def a_wish(world: DeskWorld) -> Things:
    """A product that can be subscribed to, and its offer."""
    an_offer(world)
    product = world.sell("kav", 50_00)
    hash_ = world.value("SELECT text_hash FROM offer")
    return {"number": ACCOUNT, "product": str(product), "hash": hash_}


def a_charge(world: DeskWorld) -> Things:
    """A charge of a platform's for May."""
    charge = world.integrator("alpha").charge("c-1", 50_00, period_end=date(2026, 5, 30))
    return {"id": str(world.one(charge).target_id)}


def an_operation(world: DeskWorld) -> Things:
    """The platform's operation behind a charge."""
    a_charge(world)
    return {"integrator": "alpha", "kind": "charge", "external_id": "c-1"}


def an_exchange(world: DeskWorld) -> Things:
    """A raw exchange."""
    journal = PostgresJournal(world.engine)
    journal.record(
        Exchange(
            at=world.clock.now(),
            integrator="alpha",
            door="rest",
            operation="charge",
            correlation_id="test",
            address="192.0.2.7",
            status=200,
            milliseconds=7,
            request=b"{}",
            response=b"{}",
        )
    )
    journal.close()
    return {"id": str(world.value("SELECT id FROM exchange"))}


def a_correction(world: DeskWorld) -> Things:
    """A correction that somebody has asked for, and that waits for another person."""
    amount = CORRECTION_LIMIT + 1
    charge = world.integrator("alpha").charge("c-1", amount, period_end=date(2026, 5, 30))
    world.person(Role.MANAGER, "somebody")
    id_, now = new_id(), world.clock.now()
    with world.session() as session:
        session.connection().execute(
            text(
                """INSERT INTO correction VALUES (1, :id, :charge, 'reversal', :amount, NULL,
                   'a mistake', :key, sha256('x'), true, 'somebody', :now, :until, 'pending',
                   NULL, NULL, '', NULL)"""
            ),
            {
                "id": id_,
                "charge": world.one(charge).target_id,
                "amount": amount,
                "key": str(uuid4()),
                "now": now,
                "until": now + timedelta(days=7),
            },
        )
    return {"id": str(id_)}


def an_invoice(world: DeskWorld) -> Things:
    """An invoice of May."""
    a_subscription(world)
    world.invoices.finalise(ACCOUNT, date(2026, 5, 1))
    return {"number": ACCOUNT, "id": str(world.value("SELECT id FROM invoice"))}
