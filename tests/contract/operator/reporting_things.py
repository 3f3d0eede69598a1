"""What operations on reports, agreements and reconciliations need to find."""

from tests.contract.operator.cells import Things
from tests.contract.operator.world import DeskWorld

REGISTER = "id;account;amount;day\n"
OF_MAY = {"from": "2026-05-01", "to": "2026-05-31"}
AGREED = {"valid_from": "2026-05-01", "share": "30", "document": "№ 17", "reason": "signed"}


def a_report(_world: DeskWorld) -> Things:
    """One of them."""
    return {"name": "revenue"}


def a_platform_that_charged(world: DeskWorld) -> Things:
    """It has a charge that its register does not have."""
    platform = world.integrator("charging")
    assert world.one(platform.charge("t-1", 10_00)).ok
    return {"code": "charging"}


def a_difference(world: DeskWorld) -> Things:
    """The charge that only we have."""
    path = f"/integrators/{a_platform_that_charged(world)['code']}/reconciliations"
    made = world.script().upload(path, REGISTER.encode(), params=OF_MAY).json()
    return {"id": made["id"], "line": "1"}
