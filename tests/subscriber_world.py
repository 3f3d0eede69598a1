"""A world in which subscribers act for themselves: a subscriber desk beside the billing desk."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.domain import models
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    ChangeTime,
    Command,
    Consent,
    Pause,
    RefundPolicy,
    Resume,
    Subscribe,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.effect import Effect
from backend.domain.values.codes import Code
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule
from backend.storage.catalogue import read_catalogue
from backend.storage.charging.desk import PostgresDesk
from backend.storage.clock import new_id
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.billing_world import FIRST_DAY, BillingWorld
from tests.commands import ACCOUNT, MAY_30, Platform

CONSENT = Consent(version="2026-01", text_hash="0a" * 32, address="192.0.2.7")


class SubscriberWorld(BillingWorld):
    """``shop`` is the desk; what it does is proven to be what its preview said."""

    def __init__(self, url: str, *, day: date = FIRST_DAY) -> None:
        super().__init__(url, day=day)
        self.shop = SubscriberDesk(
            lambda: UnitOfWork(self.engine), self._catalogue, self.clock, new_id
        )
        self.desk.close()
        self.desk = PostgresDesk(
            self.engine,
            self.clock,
            new_id,
            catalogue=self._catalogue,
            max_batch=1000,
            max_queue=5000,
            after_payments=self.shop.after_payments,
        )

    def _catalogue(self) -> Any:
        return read_catalogue(self.engine)

    def sell(
        self,
        code: str,
        price: int,
        *,
        proration: Proration = Proration.BY_DAYS,
        rule: PeriodRule = PeriodRule.ANCHORED_MONTH,
        priority: int = 100,
        stops_queue: bool = False,
        **fields: Any,
    ) -> UUID:
        """A product, with what else its row shall say."""
        product_id = self.product(
            code,
            price,
            rule=rule,
            priority=priority,
            stops_queue=stops_queue,
            proration=proration,
        )
        self.change_product_row(product_id, **fields)
        return product_id

    def change_product_row(self, product_id: UUID, **fields: Any) -> None:
        """Change a product as the operator does."""
        with self.session() as session:
            product = session.get_one(models.Product, product_id)
            for name, value in fields.items():
                setattr(product, name, value)

    def do(self, command: Command) -> Effect:
        """Preview, then act: the same effect."""
        before = self.everything()
        shown = self.shop.preview(command)
        assert self.everything() == before
        done = self.shop.carry_out(command)
        assert shown == done
        return done

    def everything(self) -> list[tuple[Any, ...]]:
        """How many rows there are of what an act may write, and what accounts have."""
        tables = (
            "subscription_event subscription_period charge refund entry outbox consent trial"
            " instruction"
        )
        counts = [(table, self.count(table)) for table in tables.split()]
        return counts + self.rows("SELECT number, balance, held FROM account ORDER BY id")

    def subscribe(
        self, product_id: UUID, *, account: str = ACCOUNT, quantity: int = 1
    ) -> tuple[Effect, UUID]:
        """Subscribe; the effect, and the subscription's id."""
        effect = self.do(
            Subscribe(
                account=account,
                actor="tests",
                product_id=product_id,
                consent=CONSENT,
                quantity=quantity,
            )
        )
        return effect, effect.subscriptions[0].id

    def buy(
        self,
        platform: Platform,
        product: str = "office",
        *,
        last_day: date | None = MAY_30,
        amount: int = 100,
        account: str = ACCOUNT,
    ) -> UUID:
        """Let a platform charge for a product of its own; the subscription's id."""
        charge = platform.charge(
            f"buy-{new_id()}", amount, account, product=product, period_end=last_day
        )
        assert self.one(charge).code is Code.OK
        query = """
            SELECT s.id FROM subscription s JOIN account a ON a.id = s.account_id
            WHERE a.number = :account AND external_key = :key AND state <> 'ended'
        """
        return UUID(str(self.value(query, account=account, key=product)))

    def unsubscribe(
        self,
        subscription_id: UUID,
        *,
        immediately: bool = False,
        refund: RefundPolicy = RefundPolicy.NONE,
        account: str = ACCOUNT,
    ) -> Effect:
        """Leave."""
        return self.do(
            Unsubscribe(
                account=account,
                actor="tests",
                subscription_id=subscription_id,
                immediately=immediately,
                refund=refund,
            )
        )

    def undo(self, subscription_id: UUID, *, account: str = ACCOUNT) -> Effect:
        """Stay."""
        return self.do(
            UndoUnsubscribe(account=account, actor="tests", subscription_id=subscription_id)
        )

    def pause(self, subscription_id: UUID) -> Effect:
        """Stop for a while."""
        return self.do(Pause(account=ACCOUNT, actor="tests", subscription_id=subscription_id))

    def resume(self, subscription_id: UUID) -> Effect:
        """Come back."""
        return self.do(Resume(account=ACCOUNT, actor="tests", subscription_id=subscription_id))

    def change(
        self, subscription_id: UUID, product_id: UUID, when: ChangeTime | None = None
    ) -> Effect:
        """Go over to another product."""
        return self.do(
            ChangeProduct(
                account=ACCOUNT,
                actor="tests",
                subscription_id=subscription_id,
                product_id=product_id,
                when=when,
            )
        )

    def platforms_know(self) -> None:
        """Every platform has answered what it was told."""
        with UnitOfWork(self.engine) as unit:
            unit.driver.execute(
                "UPDATE instruction SET done_at = created_at, answer = 'done' WHERE done_at IS NULL"
            )
            unit.commit()

    def run_due(self) -> None:
        """What a tick does: what is due by itself, then today's run."""
        while self.shop.work():
            pass
        self.billing.work(automatic=True)

    def state(self, subscription_id: UUID) -> str:
        """The state of a subscription."""
        query = "SELECT state FROM subscription WHERE id = :id"
        return str(self.value(query, id=subscription_id))

    def chain(self, subscription_id: UUID) -> list[tuple[str, date, date]]:
        """(kind, start, end) of a subscription's periods in order."""
        query = """
            SELECT kind, period_start, period_end FROM subscription_period
            WHERE subscription_id = :id ORDER BY seq
        """
        return [(row[0], row[1], row[2]) for row in self.rows(query, id=subscription_id)]
