"""A world in which another billing keeps the money: a stand-in of it, and desks that ask it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from backend.books.remote import RemoteBook
from backend.calls.breaker import Breaker
from backend.calls.caller import Patience
from backend.domain.ports import Clock
from backend.storage.billing.desk import BillingDesk
from backend.storage.books.bookings import GRACE
from backend.storage.books.desk import BookedDesk
from backend.storage.books.purse import Purse
from backend.storage.books.resolver import Resolver
from backend.storage.clock import new_id
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.fakes.manual_clock import ManualClock
from tests.fakes.remote_billing import SECRET, Billing, BillingServer
from tests.subscriber_world import SubscriberWorld
from tests.world import World

QUICK = Patience(connect=1.0, read=1.0, total=2.0, attempts=1)


def remote_book(server: BillingServer, clock: Clock, patience: Patience = QUICK) -> RemoteBook:
    """The adapter, which in most tests never gives up."""
    breaker = Breaker(clock, failures=10**9)
    return RemoteBook(server.url, SECRET, breaker, patience)


class BookedWorld(World):
    """``server`` is the other billing; ``process`` and ``submit`` go the way of an installation
    that has one."""

    def __init__(
        self,
        url: str,
        server: BillingServer | None = None,
        *,
        clock: ManualClock | None = None,
        engine: Engine | None = None,
    ) -> None:
        super().__init__(url, clock=clock, engine=engine)
        self.connect(server)

    def connect(self, server: BillingServer | None) -> None:
        """Put the other billing beside the ledger."""
        self.server = server or BillingServer()
        self.book = remote_book(self.server, self.clock)
        self.resolver = Resolver(self._unit, self.book, self.clock)
        self.purse = Purse(self._unit, self.book, self.clock, new_id)
        self.desk: Any = BookedDesk(
            self.desk, self.book, self.clock, new_id, max_batch=1000, max_queue=5000
        )

    def _unit(self) -> UnitOfWork:
        return UnitOfWork(self.engine)

    @property
    def there(self) -> Billing:
        """The other billing's own state."""
        return self.server.billing

    def close(self) -> None:
        """Finish, and let go of everything."""
        super().close()
        self.book.close()

    def elsewhere(self, number: str = ACCOUNT, balance: int = 0) -> None:
        """An account whose money is over there."""
        self.account(number)
        self.keep_elsewhere(number)
        self.there.open(number, balance)

    def keep_elsewhere(self, number: str) -> None:
        """Move an account that has nothing here."""
        with UnitOfWork(self.engine) as unit:
            unit.driver.execute("UPDATE account SET elsewhere = true WHERE number = %s", [number])
            unit.commit()

    def resolve(self, rounds: int = 20) -> None:
        """Time passes, and the tick comes, until nothing is left to be done."""
        for _ in range(rounds):
            self.clock.advance(seconds=(GRACE + timedelta(hours=1)).total_seconds())
            self.resolver.work()
            if not self.value("SELECT count(*) FROM booking WHERE done_at IS NULL"):
                return
        raise AssertionError("bookings are left")

    def agree(self) -> None:
        """Both sides say the same, in every account and to the kopeck, and nothing hangs."""
        self.prove()
        assert self.there.broken == []
        assert self.there.reserved() == []
        ours = self.rows(
            """
            SELECT a.number, coalesce(sum(CASE WHEN e.debit = 'elsewhere' THEN e.amount
                                               WHEN e.credit = 'elsewhere' THEN -e.amount END), 0)
            FROM account a LEFT JOIN entry e ON e.account_id = a.id
            WHERE a.elsewhere GROUP BY a.number
            """
        )
        assert {number: int(total) for number, total in ours} == {
            number: self.there.moved(number) for number, _ in ours
        }


class BookedShop(SubscriberWorld, BookedWorld):
    """The same with products that billing charges: runs, and acts of subscribers."""

    def __init__(self, url: str, server: BillingServer | None = None) -> None:
        SubscriberWorld.__init__(self, url)
        self.connect(server)
        self.shop = SubscriberDesk(
            self._unit, self._catalogue, self.clock, new_id, purse=self.purse
        )
        self.billing = BillingDesk(
            self._unit, self._catalogue, self.clock, new_id, chunk_accounts=100, purse=self.purse
        )
