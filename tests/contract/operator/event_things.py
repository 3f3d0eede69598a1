"""What operations on events find when they are tried: ``Cell.given`` of ``test_cells``."""

from datetime import timedelta
from typing import Any

from backend.domain.endpoints import NewEndpoint
from backend.storage.events.queue import DeliveryQueue
from backend.storage.facts.dispatcher import FactDispatcher
from backend.storage.unit_of_work import UnitOfWork
from tests.contract.operator.cells import Things
from tests.contract.operator.world import DeskWorld

URL = "https://receiver.example/events"


def an_endpoint(world: DeskWorld) -> Things:
    """An endpoint of the operator's own that wants everything."""
    with UnitOfWork(world.engine) as unit:
        view, _ = world.events.add(unit, None, NewEndpoint(url=URL))
        unit.commit()
    return {"id": str(view.id)}


def a_delivery(world: DeskWorld) -> Things:
    """A payment that waits for an endpoint."""
    endpoint = an_endpoint(world)["id"]
    world.pay(100)
    hand_on(world)
    event = world.value("SELECT fact_id FROM event_delivery")
    return {"id": endpoint, "endpoint": endpoint, "event": str(event)}


def hand_on(world: DeskWorld) -> int:
    """What the watch does every second: facts wait for endpoints; how many facts."""

    def enqueue(driver: Any, facts: Any) -> None:
        DeliveryQueue(driver, world.clock.now()).enqueue(facts)

    def unit_of_work() -> UnitOfWork:
        return UnitOfWork(world.engine)

    return FactDispatcher(unit_of_work, world.clock, [enqueue], timedelta(days=30)).work()
