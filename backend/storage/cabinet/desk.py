"""What the cabinet reads, each answer from one moment of the database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.errors import NotFound
from backend.domain.ports import Clock
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.services.cabinet.count_months import count_months, first_month
from backend.domain.services.cabinet.describe_card import CardFacts, describe_card
from backend.domain.services.cabinet.fill_shelf import fill_shelf
from backend.domain.services.cabinet.summarise import summarise
from backend.domain.services.cabinet.views import (
    AccountProfile,
    Card,
    InvoiceEntry,
    Month,
    Movement,
    ReportedSubscription,
    ShelfProduct,
    Step,
    Summary,
)
from backend.domain.values.moment import Moment
from backend.domain.values.period import Period
from backend.domain.values.status import FINAL_STATES
from backend.storage.billing.loading import by_id, load_subscriptions
from backend.storage.books.purse import Purse
from backend.storage.cabinet import statements
from backend.storage.cabinet.rows import (
    card_facts,
    invoice_entry,
    movement_of,
    profile_of,
    step_of,
)
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]


class CabinetDesk:
    """Reads one account; ``account_id`` comes from a session and nowhere else."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        purse: Purse | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._purse = purse

    def profile(self, account_id: int) -> AccountProfile:
        """The account and its money. Raises ``BookUnavailable`` where only another billing knows
        that, and does not answer."""
        with self._reading() as driver:
            profile = _profile(driver, account_id, self._clock.moment())
        return self._told(profile)

    def summary(self, account_id: int) -> Summary:
        """The account at a glance. Raises ``BookUnavailable``."""
        moment = self._clock.moment()
        with self._reading() as driver:
            profile = _profile(driver, account_id, moment)
            cards = self._cards(driver, account_id, moment.today)
        return summarise(self._told(profile), cards)

    def cards(self, account_id: int) -> list[Card]:
        """Every subscription: living ones first, each kind newest first."""
        with self._reading() as driver:
            return self._cards(driver, account_id, self._clock.moment().today)

    def report(self, account_id: int) -> list[ReportedSubscription]:
        """The cards with the latest period of each and what it cost."""
        with self._reading() as driver:
            cards = self._cards(driver, account_id, self._clock.moment().today)
            rows = driver.execute(statements.PERIODS, [account_id]).fetchall()
        latest = {id_: (Period(start, end), amount) for id_, start, end, amount in rows}
        return [
            ReportedSubscription(card=card, period=period, amount=amount)
            for card in cards
            for period, amount in (latest.get(card.id, (None, None)),)
        ]

    def card(self, account_id: int, subscription_id: UUID) -> Card:
        """One subscription. Raises ``NotFound`` where the account has no such one."""
        for card in self.cards(account_id):
            if card.id == subscription_id:
                return card
        raise NotFound("the account has no such subscription")

    def steps(self, account_id: int, subscription_id: UUID) -> list[Step]:
        """A subscription's history, oldest step first."""
        with self._reading() as driver:
            rows = driver.execute(statements.STEPS, [account_id, subscription_id])
            return [step_of(row) for row in rows]

    def shelf(self, account_id: int) -> list[ShelfProduct]:
        """Products of billing's that the account may choose."""
        with self._reading() as driver:
            living = load_subscriptions(driver, [account_id])
            tried = {row[0] for row in driver.execute(statements.TRIED, [account_id])}
        subscribed = {each.product_id for each in living} | {
            each.next_product_id for each in living if each.next_product_id is not None
        }
        return fill_shelf(self._catalogue(), self._clock.moment().today, subscribed, tried)

    def movements(self, account_id: int, before: UUID | None, limit: int) -> list[Movement]:
        """Charges, reversals, refunds and payments before one of them, newest first."""
        given = {"account": account_id, "before": before, "limit": limit}
        with self._reading() as driver:
            return [movement_of(row) for row in driver.execute(statements.MOVEMENTS, given)]

    def months(self, account_id: int) -> list[Month]:
        """What the last twelve months cost, this one last."""
        today = self._clock.moment().today
        given = {"account": account_id, "since": first_month(today)}
        with self._reading() as driver:
            rows = driver.execute(statements.MONTHS, given).fetchall()
        return count_months({(month, kind): amount for month, kind, amount in rows}, today)

    def invoices(self, account_id: int) -> list[InvoiceEntry]:
        """Final documents, newest first."""
        with self._reading() as driver:
            rows = driver.execute(statements.INVOICES, [account_id])
            return [invoice_entry(row) for row in rows]

    def month_of_invoice(self, account_id: int, invoice_id: UUID) -> date:
        """Of which month a final document is. Raises ``NotFound``."""
        with self._reading() as driver:
            given = [account_id, invoice_id]
            row = driver.execute(statements.INVOICE_MONTH, given).fetchone()
        if row is None:
            raise NotFound("the account has no such document")
        month: date = row[0]
        return month

    def _told(self, profile: AccountProfile) -> AccountProfile:
        """With the money that another billing keeps."""
        if not profile.elsewhere:
            return profile
        if self._purse is None:
            raise BookUnavailable
        return replace(profile, balance=self._purse.info(profile.number).available)

    @contextmanager
    def _reading(self) -> Iterator[Driver]:
        """One moment of the database: what is shown together belongs together."""
        with self._unit_of_work() as unit:
            unit.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield unit.driver

    def _cards(self, driver: Driver, account_id: int, today: date) -> list[Card]:
        facts = [card_facts(row) for row in driver.execute(statements.CARDS, [account_id])]
        billed = by_id(load_subscriptions(driver, [account_id]))
        return _described(facts, billed, self._catalogue(), today)


def _described(
    facts: Sequence[CardFacts],
    billed: Mapping[UUID, BilledSubscription],
    catalogue: Catalogue,
    today: date,
) -> list[Card]:
    living = {each.id for each in facts if each.state not in FINAL_STATES}
    return [
        describe_card(
            each, billed.get(each.id), catalogue, today, within_bundle=each.parent_id in living
        )
        for each in facts
    ]


def _profile(driver: Driver, account_id: int, moment: Moment) -> AccountProfile:
    row = driver.execute(statements.PROFILE, [account_id]).fetchone()
    if row is None:
        raise NotFound("there is no such account")
    return profile_of(row, moment)
