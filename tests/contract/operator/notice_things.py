"""What operations on notices find when they are tried."""

from tests.contract.operator.cells import Things
from tests.contract.operator.world import DeskWorld
from tests.noticing_world import coming_debit, fan_out, reach


def a_notice(world: DeskWorld) -> Things:
    """A mail of a coming debit that was sent."""
    reach(world)
    fan_out(world, coming_debit(world))
    world.notices.work()
    return {"id": str(world.value("SELECT id FROM notice WHERE channel = 'email'"))}


def a_text(_world: DeskWorld) -> Things:
    """One of the texts."""
    return {"kind": "resumed", "channel": "email", "language": "ru"}
