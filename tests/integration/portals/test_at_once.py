"""What happens at the same moment: calls in two processes, and everybody decides at once."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest

from backend.domain.services.portals.bind import Binding, BindingDecided, BindingState
from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.quota import QuotaExceeded
from backend.domain.services.portals.scopes import Scope
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from backend.storage.portals.desk import PortalDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.contract.cabinet.world import OTHER
from tests.contract.portal.world import PortalWorld
from tests.fakes.manual_clock import ManualClock

pytestmark = pytest.mark.slow

READ = [Scope.ACCOUNTS_READ]
PATIENCE = 60
Work = Callable[[], object]


def admitted(url: str, now: datetime, portal: Portal, calls: int) -> int:
    """Make calls as the portal, from a process of its own; how many were let through."""
    engine = open_engine(url)
    desk = PortalDesk(lambda: UnitOfWork(engine), ManualClock(now), new_id, timedelta(minutes=10))

    def call(_: int) -> int:
        try:
            desk.count_call(portal)
        except QuotaExceeded:
            return 0
        return 1

    with ThreadPoolExecutor(4) as threads:
        found = sum(threads.map(call, range(calls)))
    engine.dispose()
    return found


def at_once(*works: Work) -> list[object]:
    """Do all at the same moment; what each gave, or how it was refused."""
    start = Barrier(len(works))

    def do(work: Work) -> object:
        start.wait(PATIENCE)
        try:
            return work()
        except BindingDecided as refused:
            return refused

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(do, works))


def states(found: Sequence[object]) -> list[str]:
    """The states that were told, sorted; ``decided`` for a refusal."""
    return sorted(str(one.state) if isinstance(one, Binding) else "decided" for one in found)


def test_two_processes_together_never_admit_more_than_the_quota(world: PortalWorld) -> None:
    world.client("hurried", per_minute=50, per_day=1000)
    with world._unit() as unit:
        portal = world.office.find(unit, "hurried")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context) as pool:
        done = [pool.submit(admitted, world.url, world.clock.now(), portal, 40) for _ in range(2)]
        assert sum(each.result(PATIENCE) for each in done) == 50
    with world._unit() as unit:
        minute, day = world.office.usage(unit, portal)
    assert (minute.calls, day.calls) == (80, 80)


def waiting(world: PortalWorld, code: str) -> tuple[Portal, UUID, int]:
    """A request of a new portal's: the portal, the binding, the account."""
    portal = world.portal(code)
    binding = world.portals.request_binding(portal, OTHER, READ)
    assert binding.account_id is not None
    return portal, binding.id, binding.account_id


@pytest.mark.parametrize("turn", range(3))
def test_of_yes_and_no_one_is_heard(world: PortalWorld, turn: int) -> None:
    portal, binding, account = waiting(world, f"city-{turn}")
    told = states(
        at_once(
            lambda: world.portals.answer(account, binding, accept=True),
            lambda: world.portals.answer(account, binding, accept=False),
        )
    )
    final = world.portals.binding(portal, binding).state
    assert told == sorted(["decided", final])
    assert final in (BindingState.ACTIVE, BindingState.REFUSED)


@pytest.mark.parametrize("turn", range(3))
def test_who_gives_up_is_out_whatever_the_subscriber_says(world: PortalWorld, turn: int) -> None:
    portal, binding, account = waiting(world, f"city-{turn}")
    accepted, given_up = at_once(
        lambda: world.portals.answer(account, binding, accept=True),
        lambda: world.portals.give_up(portal, binding),
    )
    assert isinstance(accepted, Binding | BindingDecided)
    assert isinstance(given_up, Binding)
    assert given_up.state is world.portals.binding(portal, binding).state is BindingState.REVOKED


def test_a_binding_is_ended_by_one_only(world: PortalWorld) -> None:
    portal, binding, account = waiting(world, "city")
    world.portals.answer(account, binding, accept=True)

    def unbind() -> Binding:
        with world._unit() as unit:
            was = world.office.unbind(unit, portal.code, binding)
            unit.commit()
        return was

    def revoke() -> Binding:
        return world.portals.revoke(account, binding)

    told = at_once(revoke, unbind, revoke, unbind)
    assert sum(isinstance(each, BindingDecided) for each in told) == 3
    assert world.portals.binding(portal, binding).state is BindingState.REVOKED


def test_requests_for_one_account_at_once_are_one(world: PortalWorld) -> None:
    portal = world.portal("city")

    def ask() -> Binding:
        return world.portals.request_binding(portal, OTHER, READ)

    found = at_once(*[ask] * 6)
    assert len({each.id for each in found if isinstance(each, Binding)}) == 1
    assert len(found) == 6
    assert world.count("portal_binding") == 1


def test_listed_while_it_asks_it_is_listed(world: PortalWorld) -> None:
    portal = world.portal("city")

    def bind() -> int:
        with world._unit() as unit:
            _, bound = world.office.bind(unit, "city", [OTHER])
            unit.commit()
        return bound

    def ask() -> Binding:
        return world.portals.request_binding(portal, OTHER, READ)

    told = at_once(bind, ask, bind, ask)
    assert [each for each in told if isinstance(each, int) and each] == [1]
    (living,) = world.portals.bindings(portal, "", 10)
    assert (living.source, living.state) == ("operator", "active")
