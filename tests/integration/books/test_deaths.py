"""kill -9 at every step of a charge, a reversal, an act and a run, and of what follows them.

The victim is a process of its own that kills itself at an exactly given statement or commit; the
other billing lives on. Then the same request comes again, and the resolver: the money has moved
exactly once on both sides.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from uuid import UUID

import pytest

from backend.books.remote import RemoteBook
from backend.calls.breaker import Breaker
from backend.calls.caller import Patience
from backend.domain.errors import Unavailable
from backend.domain.services.billing.run import RunState
from backend.domain.services.subscribing.commands import Subscribe
from backend.domain.values.codes import Code
from backend.storage.billing.desk import BillingDesk
from backend.storage.books.desk import BookedDesk
from backend.storage.books.purse import Purse
from backend.storage.books.resolver import Resolver
from backend.storage.catalogue import read_catalogue
from backend.storage.charging.desk import PostgresDesk
from backend.storage.clock import new_id
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.booked_world import BookedShop
from tests.commands import Platform
from tests.fakes.manual_clock import ManualClock
from tests.fakes.remote_billing import SECRET, Fault
from tests.hooked_driver import HookedConnection, Hooks, hooked_engine
from tests.subscriber_world import CONSENT

pytestmark = pytest.mark.slow

MAX_POINTS = 400


class Victim:
    """A process's own desks over a driver that kills it at the n-th point of its work.

    Points are before each statement, before each commit, and after it: so a death falls also
    between a commit and a call to the other billing, and between its answer and the next statement.
    """

    def __init__(self, url: str, book_url: str, day: date, point: int) -> None:
        hooks = Hooks()
        passed = 0

        def maybe(_driver: HookedConnection) -> None:
            nonlocal passed
            passed += 1
            if passed == point:
                os.kill(os.getpid(), signal.SIGKILL)

        hooks.before_statement = hooks.before_commit = hooks.after_commit = maybe
        engine = hooked_engine(url, hooks)
        clock = ManualClock()
        clock.advance(days=(day - clock.moment().today).days)
        book = RemoteBook(book_url, SECRET, Breaker(clock), Patience(attempts=1))
        catalogue = read_catalogue(engine)

        def unit() -> UnitOfWork:
            return UnitOfWork(engine)

        purse = Purse(unit, book, clock, new_id)
        ledger = PostgresDesk(
            engine, clock, new_id, catalogue=lambda: catalogue, max_batch=100, max_queue=100
        )
        self.desk = BookedDesk(ledger, book, clock, new_id, max_batch=100, max_queue=100)
        self.shop = SubscriberDesk(unit, lambda: catalogue, clock, new_id, purse=purse)
        self.billing = BillingDesk(unit, lambda: catalogue, clock, new_id, purse=purse)
        self.resolver = Resolver(unit, book, clock)


ALPHA = Platform()


def attempt(url: str, book_url: str, day: date, point: int, name: str, given: str) -> bool:
    """Let a process do it; whether it was killed at the point."""
    victim = os.fork()
    if victim == 0:
        try:
            _do(Victim(url, book_url, day, point), name, given)
        finally:
            os._exit(0)
    _, status = os.waitpid(victim, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _do(victim: Victim, name: str, given: str) -> None:
    if given == "charge":
        victim.desk.process([ALPHA.charge(f"c-{name}", 300, name)])
    elif given == "reverse":
        victim.desk.process([ALPHA.reverse(f"c-{name}", name)])
    elif given == "resolve":
        victim.resolver.work()
    elif given.startswith("run"):
        for _ in victim.billing.apply(UUID(given.partition(":")[2])):
            pass
    else:
        victim.shop.carry_out(subscribe(name, UUID(given)), f"key-{name}")


def subscribe(name: str, product: UUID) -> Subscribe:
    """A subscriber's act."""
    return Subscribe(account=name, actor="tests", product_id=product, consent=CONSENT)


@pytest.fixture(scope="module")
def coroner() -> Iterator[ProcessPoolExecutor]:
    """A process without threads, from which victims may be forked."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield pool


class Scene:
    """Deaths at one point after the other, until one is behind the end of the work."""

    def __init__(self, shop: BookedShop, coroner: ProcessPoolExecutor) -> None:
        self.shop = shop
        self._coroner = coroner
        self.points = 0

    def kill_everywhere(
        self,
        given: Callable[[str], str],
        prepare: Callable[[str], None],
        right: Callable[[str], None],
    ) -> None:
        """Prepare an account, kill who works on it at the next point, and expect it to be right."""
        for point in range(1, MAX_POINTS):
            name = f"a-{point}"
            self.shop.elsewhere(name, 1_000)
            prepare(name)
            day = self.shop.clock.moment().today
            died = self._coroner.submit(
                attempt, self.shop.url, self.shop.server.url, day, point, name, given(name)
            ).result(60)
            self._bury()
            right(name)
            if not died:
                self.points = point - 1
                return
        raise AssertionError("the work has no end")

    def _bury(self) -> None:
        """Wait until the server has noticed that the victim is gone, and let go of its locks."""
        left = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hooked'"
        while self.shop.value(left):
            pass


@pytest.fixture
def scene(shop: BookedShop, coroner: ProcessPoolExecutor) -> Scene:
    """A scene in which the platform is connected."""
    assert shop.integrator().terms == ALPHA.terms
    return Scene(shop, coroner)


def test_a_charge(scene: Scene) -> None:
    shop = scene.shop

    def right(name: str) -> None:
        (outcome,) = shop.desk.process([ALPHA.charge(f"c-{name}", 300, name)])
        assert outcome.code is Code.OK
        shop.resolve()
        assert shop.there.accounts[name].balance == 700

    scene.kill_everywhere(lambda _: "charge", lambda _: None, right)
    assert scene.points > 20


def test_a_charge_that_nobody_repeats(scene: Scene) -> None:
    shop = scene.shop

    def right(name: str) -> None:
        shop.resolve()
        charged = shop.value(
            "SELECT count(*) FROM charge c JOIN account a ON a.id = c.account_id"
            " WHERE a.number = :name",
            name=name,
        )
        assert shop.there.accounts[name].balance == 1_000 - 300 * charged
        assert shop.there.available(name) == 1_000 - 300 * charged

    scene.kill_everywhere(lambda _: "charge", lambda _: None, right)


def test_a_reversal(scene: Scene) -> None:
    shop = scene.shop

    def prepare(name: str) -> None:
        shop.desk.process([ALPHA.charge(f"c-{name}", 300, name)])

    def right(name: str) -> None:
        (outcome,) = shop.desk.process([ALPHA.reverse(f"c-{name}", name)])
        assert outcome.code is Code.OK
        shop.resolve()
        assert shop.there.accounts[name].balance == 1_000

    scene.kill_everywhere(lambda _: "reverse", prepare, right)
    assert scene.points > 8


def test_the_resolver(scene: Scene) -> None:
    """It captures one, reverses one, and finds and releases one whose answer was lost."""
    shop = scene.shop

    def prepare(name: str) -> None:
        shop.desk.process([ALPHA.charge(f"c-{name}", 300, name)])
        shop.desk.process([ALPHA.charge(f"d-{name}", 200, name)])
        shop.desk.process([ALPHA.reverse(f"d-{name}", name)])
        shop.server.always = lambda _: Fault.LOST_AFTER
        shop.desk.process([ALPHA.charge(f"e-{name}", 100, name)])
        shop.server.always = lambda _: Fault.NONE
        shop.clock.advance(days=1)

    def right(name: str) -> None:
        shop.resolve()
        assert shop.there.accounts[name].balance == 700
        assert shop.there.available(name) == 700

    scene.kill_everywhere(lambda _: "resolve", prepare, right)
    assert scene.points > 15


def test_an_act(scene: Scene) -> None:
    shop = scene.shop
    product = shop.sell("office", 500)

    def right(name: str) -> None:
        try:
            shop.shop.carry_out(subscribe(name, product), f"key-{name}")
        except Unavailable:
            shop.resolve()
            shop.shop.carry_out(subscribe(name, product), f"key-{name}")
        shop.resolve()
        assert shop.there.accounts[name].balance == 500

    scene.kill_everywhere(lambda _: str(product), lambda _: None, right)
    assert scene.points > 20


def test_a_run(scene: Scene) -> None:
    shop = scene.shop
    product = shop.product("office", 500)
    runs: list[UUID] = []

    def prepare(name: str) -> None:
        shop.shop.carry_out(subscribe(name, product))
        shop.resolve()
        today = shop.clock.moment().today
        shop.set_day(date(today.year + today.month // 12, today.month % 12 + 1, 1))
        for each in shop.there.accounts.values():
            each.balance = 5_000
        planned = shop.plan()
        shop.billing.approve(planned.id, planned.hash or "", "tests")
        runs.append(planned.id)

    def right(_name: str) -> None:
        *_, view = shop.billing.apply(runs[-1])
        assert view.state is RunState.DONE
        assert (view.unpaid, view.superseded) == (0, 0)
        shop.resolve()
        assert {each.balance for each in shop.there.accounts.values()} == {4_500}
        for each in shop.there.accounts.values():
            each.balance = 5_000

    scene.kill_everywhere(lambda _: f"run:{runs[-1]}", prepare, right)
    assert scene.points > 20
