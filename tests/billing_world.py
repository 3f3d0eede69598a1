"""A database with products that billing charges, and a billing desk that works there."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlmodel import Session

from backend.domain import models
from backend.domain.services.billing.run import RunView
from backend.domain.values.billing import CatchUp, ChargingMode, PriceSource, VatSource
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule
from backend.domain.values.vat import VatKind
from backend.storage.billing.desk import BillingDesk
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.seeding import seed_subscriptions
from backend.storage.unit_of_work import UnitOfWork
from tests.fakes.manual_clock import ManualClock
from tests.world import World

FIRST_DAY = date(2026, 5, 1)


class BillingWorld(World):
    """A world with a monthly Internet fee and a monthly antivirus, 300.00 and 50.00 roubles."""

    def __init__(self, url: str, *, day: date = FIRST_DAY, chunk_accounts: int = 100) -> None:
        super().__init__(url, clock=ManualClock(_noon(day)))
        self.billing = BillingDesk(
            lambda: UnitOfWork(self.engine),
            lambda: read_catalogue(self.engine),
            self.clock,
            new_id,
            chunk_accounts=chunk_accounts,
        )

    def set_day(self, day: date) -> None:
        """Let it be noon of another day, forwards or backwards."""
        self.clock.advance(seconds=(_noon(day) - self.clock.now()).total_seconds())

    def product(
        self,
        code: str,
        price: int,
        *,
        priority: int = 100,
        rule: PeriodRule = PeriodRule.CALENDAR_MONTH,
        catch_up: CatchUp = CatchUp.ALL,
        stops_queue: bool = False,
        vat_kind: VatKind = VatKind.TAXED,
        proration: Proration = Proration.BY_DAYS,
    ) -> UUID:
        """A product of the operator that billing charges, with a template of its own."""
        product_id, now, long_ago = new_id(), self.clock.now(), date(2020, 1, 1)
        with self.session() as session:
            session.add(
                models.ChargeTemplate(
                    id=new_id(),
                    code=code,
                    valid_from=long_ago,
                    pattern="{product}, {start} – {end}, {amount}",
                    charge_type=code,
                    price_source=PriceSource.CATALOGUE,
                    rule=rule,
                    proration=proration,
                    vat_source=VatSource.PRODUCT,
                    priority=priority,
                    created_at=now,
                )
            )
            session.add(
                models.Product(
                    id=product_id,
                    integrator_id=0,
                    code=code,
                    title=code,
                    complete=True,
                    created_at=now,
                    template=code,
                    mode=ChargingMode.BILLING,
                    vat_kind=vat_kind,
                    catch_up=catch_up,
                    stops_queue=stops_queue,
                )
            )
            session.flush()
            _price(session, product_id, long_ago, price)
        return product_id

    def subscribers(
        self, many: int, *products: UUID, balance: int, first_day: date = FIRST_DAY
    ) -> None:
        """Accounts with money and a subscription to each product, due on the first day."""
        with UnitOfWork(self.engine) as unit:
            seed_subscriptions(
                unit.driver,
                accounts=many,
                products=list(products),
                first_day=first_day,
                balance=balance,
                now=self.clock.now(),
            )
            unit.commit()

    def plan(self) -> RunView:
        """Open and plan today's run."""
        run_id = self.billing.open()
        assert run_id is not None
        *_, view = self.billing.plan(run_id)
        return view

    def run(self) -> RunView:
        """Plan, approve and apply today's run."""
        planned = self.plan()
        self.billing.approve(planned.id, planned.hash or "", "tests")
        *_, view = self.billing.apply(planned.id)
        return view


def _price(session: Session, product_id: UUID, since: date, amount: int) -> None:
    session.add(
        models.Price(product_id=product_id, valid_from=since, existing_from=since, amount=amount)
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)
