"""What operations of the desk find when they are tried: ``Cell.given`` of ``test_cells``.

Each makes what one operation needs, and names it for the path, the query and the body.
"""

from datetime import date

from backend.domain.services.catalogue.publish_offer import NewOffer, publish_offer
from backend.domain.values.billing import CatchUp
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.roles import Role
from backend.storage.repositories import OfferRepository
from tests.commands import ACCOUNT
from tests.contract.operator.cells import Things
from tests.contract.operator.world import DeskWorld


def a_planned_run(world: DeskWorld) -> Things:
    """A run that may be approved."""
    world.subscribers(1, world.product("antivirus", 50_00), balance=50_00)
    planned = world.plan()
    return {"id": str(planned.id), "hash": planned.hash or ""}


def something_due(world: DeskWorld) -> Things:
    """A subscription that today's run would charge."""
    world.subscribers(1, world.product("antivirus", 50_00), balance=50_00)
    return {}


def something_parked(world: DeskWorld) -> Things:
    """A subscription that a run has left to a person."""
    parked = world.product("antivirus", 50_00, catch_up=CatchUp.PARK)
    world.subscribers(1, parked, balance=500_00)
    world.set_day(date(2026, 6, 3))
    world.run()
    (waiting,) = world.billing.parked()
    return {"id": str(waiting.subscription_id)}


def an_account(_world: DeskWorld) -> Things:
    """The subscriber's."""
    return {"number": ACCOUNT}


def somebody(world: DeskWorld) -> Things:
    """Another cashier."""
    world.person(Role.CASHIER, "somebody")
    return {"name": "somebody"}


def a_platform(world: DeskWorld) -> Things:
    """A platform that is connected."""
    world.integrator("alpha")
    return {"code": "alpha"}


def something_sold(world: DeskWorld) -> Things:
    """A product of the operator, with a template."""
    return {"id": str(world.product("antivirus", 50_00))}


def an_offer(world: DeskWorld) -> Things:
    """A text that can be accepted."""
    offer = NewOffer(
        integrator_id=OPERATOR_ID, version="1", valid_from=date(2026, 5, 1), content="Оферта"
    )
    with world.session() as session:
        publish_offer(offer, OfferRepository(session), world.clock.moment())
    return {"integrator": "operator", "version": "1"}
