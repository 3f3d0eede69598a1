"""What operations on portals find when they are tried: ``Cell.given`` of ``test_cells``."""

from backend.domain.services.portals.set_up import NewPortal
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.contract.operator.cells import Things
from tests.contract.operator.world import DeskWorld


def a_portal(world: DeskWorld) -> Things:
    """A portal that acts for nobody yet."""
    with UnitOfWork(world.engine) as unit:
        world.portals.add(unit, NewPortal(code="city", title="City"))
        unit.commit()
    return {"code": "city"}


def a_binding(world: DeskWorld) -> Things:
    """A portal that acts for the subscriber."""
    things = a_portal(world)
    with UnitOfWork(world.engine) as unit:
        world.portals.bind(unit, "city", [ACCOUNT])
        (bound,) = world.portals.bindings(unit, "city", "", 10)
        unit.commit()
    return {**things, "id": str(bound.id)}
