"""Desks over a ``MemoryBook``, and the smaller ports."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from backend.domain.commands import Check, Command
from backend.domain.integrator import Integrator
from backend.domain.outcome import Outcome, Verdict
from backend.domain.services.charging.process_batch import check_batch, process_batch
from backend.domain.values.codes import Code, OperationKind, OperationStatus
from backend.domain.values.status import AccountStatus
from backend.domain.views import (
    AccountView,
    Exchange,
    StorefrontLink,
    SubscriptionStep,
    SubscriptionView,
)
from tests.fakes.manual_clock import ManualClock
from tests.fakes.memory_book import MemoryBook


class MemoryDesk:
    """Decides at once, in the caller's thread. ``failing`` is raised instead, if set."""

    def __init__(self, book: MemoryBook, clock: ManualClock) -> None:
        self.book = book
        self.clock = clock
        self.commands: list[Command] = []
        self.calls = 0
        self.failing: Exception | None = None
        self.late: Exception | None = None
        self._one_at_a_time = threading.Lock()

    def submit(self, commands: Sequence[Command]) -> "Future[list[Outcome]]":
        """Decide and store."""
        self.calls += 1
        if self.failing is not None:
            raise self.failing
        future: Future[list[Outcome]] = Future()
        if self.late is not None:
            future.set_exception(self.late)
            return future
        with self._one_at_a_time:
            self.commands += commands
            future.set_result(process_batch(commands, self.book, self.clock.moment()))
        return future

    def check(self, checks: Sequence[Check]) -> "Future[list[Verdict]]":
        """What charges would be answered."""
        if self.failing is not None:
            raise self.failing
        future: Future[list[Verdict]] = Future()
        future.set_result(check_batch(checks, self.book, self.clock.moment()))
        return future


class MemoryInquiries:
    """Answers questions from the book."""

    def __init__(self, book: MemoryBook, clock: ManualClock) -> None:
        self.book = book
        self.clock = clock

    def accounts(self, numbers: Sequence[str]) -> list[AccountView | None]:
        """The accounts in the order asked."""
        return [self._account(number) for number in numbers]

    def _account(self, number: str) -> AccountView | None:
        account = self.book.accounts.get(number)
        if account is None or account.status is AccountStatus.CLOSED:
            return None
        return AccountView(
            number=number,
            holder="Иванов Д. И.",
            status=account.status,
            balance=account.balance,
            held=account.held,
            available=account.available(self.clock.now()),
            tariffs=("inet-100", "tv"),
        )

    def subscriptions(self, integrator_id: int, number: str) -> list[SubscriptionView] | None:
        """The account's subscriptions of this integrator."""
        account = self.book.accounts.get(number)
        if account is None:
            return None
        products = {row.id: row for row in self.book.products.values()}
        return [
            SubscriptionView(
                id=row.id,
                account=number,
                product=products[row.product_id].code,
                product_title=products[row.product_id].title,
                key=row.external_key,
                state=row.state,
                paid_through=_day_before(row.paid_through),
                steps=self._steps(row.id),
            )
            for row in reversed(self.book.subscriptions.values())
            if (row.account_id, row.integrator_id) == (account.id, integrator_id)
        ]

    def _steps(self, subscription_id: UUID) -> tuple[SubscriptionStep, ...]:
        return tuple(
            SubscriptionStep(
                at=event.at,
                from_state=event.from_state,
                to_state=event.to_state,
                actor=event.actor,
                reason=event.reason,
            )
            for event in self.book.events
            if event.subscription_id == subscription_id
        )

    def operation(
        self, integrator_id: int, kind: OperationKind, external_id: str
    ) -> Outcome | None:
        """The stored result of an operation."""
        row = self.book.operations.get((integrator_id, kind, external_id))
        if row is None:
            return None
        taken_back = row.status in (OperationStatus.REVERSED, OperationStatus.TOMBSTONE)
        numbers = {account.id: account.number for account in self.book.accounts.values()}
        return Outcome(
            code=Code.REVERSED if taken_back else row.code,
            kind=kind,
            external_id=external_id,
            status=row.status,
            account=numbers.get(row.account_id or 0),
            amount=row.amount,
            available=row.available,
            id=row.id,
            target_id=row.target_id,
            recorded_at=row.recorded_at,
            replayed=True,
        )

    def live_charges(self, integrator_id: int, number: str) -> list[str]:
        """External ids of the account's charges that are not taken back."""
        account = self.book.accounts[number]
        return [
            row.external_id
            for row in self.book.charges.values()
            if (row.account_id, row.integrator_id) == (account.id, integrator_id)
            and row.id not in self.book.reversed
        ]


def _day_before(end: date | None) -> date | None:
    return end - timedelta(days=1) if end else None


class MemoryDirectory:
    """The integrators that a test has set up; changing one takes effect at once."""

    def __init__(self, *integrators: Integrator) -> None:
        self.known = {each.code: each for each in integrators}

    def find(self, code: str) -> Integrator | None:
        """The integrator with this code."""
        return self.known.get(code)

    def by_id(self, integrator_id: int) -> Integrator | None:
        """The integrator with this number."""
        return next((each for each in self.known.values() if each.id == integrator_id), None)

    def all(self) -> Sequence[Integrator]:
        """Every integrator, in the order of codes."""
        return sorted(self.known.values(), key=lambda each: each.code)

    def put(self, integrator: Integrator) -> None:
        """Add or change one."""
        self.known[integrator.code] = integrator


class MemoryJournal:
    """Keeps exchanges in a list."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.failing: Exception | None = None

    def record(self, exchange: Exchange) -> None:
        """Note an exchange."""
        if self.failing is not None:
            raise self.failing
        self.exchanges.append(exchange)


class PlainLinks:
    """Links that anybody can read."""

    def link(self, integrator: Integrator, account: str, path: str = "/") -> StorefrontLink:
        """An address that names what it is for."""
        return StorefrontLink(
            url=f"https://{integrator.code}.example/{path.lstrip('/')}?account={account}",
            expires_at=datetime(2026, 5, 1, 9, 2, tzinfo=UTC),
        )
