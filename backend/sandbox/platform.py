"""One platform at work: its books, its acts, and the lock that lets one act happen at a time."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from backend.sandbox.clock import VirtualClock
from backend.sandbox.config import PlatformConfig
from backend.sandbox.decisions import Life, Moment
from backend.sandbox.faults import Faults
from backend.sandbox.instructions import Instruction
from backend.sandbox.products import Product
from backend.sandbox.refusal import Refused
from backend.sandbox.sending import Sender
from backend.sandbox.state import (
    LIVING,
    Kind,
    PlatformState,
    Status,
    Subscription,
    User,
    Verdict,
    Visit,
)

VISIT = timedelta(minutes=30)


class Platform:
    """What the pages, the control page and the clock ask of a platform.

    Acts answer with a code of ``wording.NOTICES``.
    """

    def __init__(
        self,
        config: PlatformConfig,
        state: PlatformState,
        save: Callable[[], None],
        clock: VirtualClock,
        sender: Sender,
        products: Mapping[str, Product],
    ) -> None:
        self.config = config
        self.state = state
        self.clock = clock
        self.products = products
        self.faults = Faults(state.faults)
        self.save = save
        self._sender = sender
        self._life = Life(state, products.__getitem__)
        self._lock = asyncio.Lock()

    # --- who comes

    def enter(self, account: str | None, operator: str | None, nonce: str, until: datetime) -> str:
        """Use up a link; the token of the page session that it opens. A new user is made once."""
        now = self.clock.real()
        state = self.state
        state.seen = {name: end for name, end in state.seen.items() if end > now}
        state.visits = {name: visit for name, visit in state.visits.items() if visit.until > now}
        if nonce in state.seen:
            raise Refused("replayed")
        state.seen[nonce] = until
        if account is not None and account not in state.users:
            state.users[account] = User(account=account, since=self.clock.now())
        token = secrets.token_urlsafe(24)
        state.visits[token] = Visit(account=account, operator=operator, until=now + VISIT)
        self.save()
        return token

    def visit(self, token: str) -> Visit:
        """Whose session it is; ``Refused`` when there is none any more."""
        visit = self.state.visits.get(token)
        if visit is None or visit.until <= self.clock.real():
            raise Refused("session_expired")
        return visit

    def subscriptions(self, account: str | None) -> list[Subscription]:
        """The account's subscriptions, newest first."""
        mine = [each for each in self.state.subscriptions.values() if each.account == account]
        return mine[::-1]

    def living(self, account: str | None, product: str) -> Subscription | None:
        """The account's subscription to a product that is not over."""
        return self._life.living(account, product) if account else None

    # --- what they do

    async def subscribe(self, account: str, key: str) -> str:
        """Sell a product: check, charge, report."""
        product = self.products.get(key)
        if product is None or product.archived:
            return "not_sold"
        async with self._lock:
            found = self._life.living(account, key)
            if found is not None:
                return "in_progress" if found.status is Status.ORDERED else "already"
            ordered = self._life.order(account, key, self._moment())
            await self._settle(ordered.id)
            if ordered.status is Status.FAILED:
                return ordered.note
            return "in_progress" if ordered.status is Status.ORDERED else "subscribed"

    async def unsubscribe(self, account: str, subscription: str) -> str:
        """Stop charging, because the subscriber said so on the platform's own page."""
        async with self._lock:
            found = self.state.subscriptions.get(subscription)
            if found is None or found.account != account or found.status not in LIVING:
                return "no_subscription"
            if self.products[found.product].bundle_part:
                return "bundle"
            if self.state.open_operations(found.id):
                return "in_progress"
            self._life.cancel(found, self._moment(), told=False)
            await self._settle(found.id)
            return "unsubscribed"

    async def charge(self, subscription: str) -> str:
        """Take the next period's money now, whatever the date is."""
        async with self._lock:
            found = self.state.subscriptions.get(subscription)
            if found is None or found.status not in (Status.ACTIVE, Status.SUSPENDED):
                return "no_subscription"
            if not self.state.open_operations(found.id):
                self._life.charge(found, self._moment())
            await self._settle(found.id)
            charges = [o for o in self.state.operations if o.subscription == found.id]
            last = next(each for each in reversed(charges) if each.kind is Kind.CHARGE)
            return last.outcome or "in_progress"

    async def uncharge(self, subscription: str) -> str:
        """Give the last charge back; the subscription ends with it."""
        async with self._lock:
            found = self.state.subscriptions.get(subscription)
            if found is None or not self._life.uncharge(found, self._moment()):
                return "no_subscription"
            await self._settle(found.id)
            return "in_progress" if self.state.open_operations(found.id) else "done"

    async def obey(self, instruction: Instruction) -> int:
        """Carry out the subscriber's will as the operator tells it; HTTP's status of the answer.

        503 while a call about the subscription has no answer: whether it lives is not known yet.
        """
        async with self._lock:
            known = self.state.instructions.get(instruction.id)
            if known is not None:
                return known
            found = self._named(instruction.account, instruction.subscription)
            if found is not None and self.state.open_operations(found.id):
                return 503
            status = 204 if found is not None and self._follow(instruction, found) else 409
            self.state.instructions[instruction.id] = status
            await self._settle(found.id if found else "")
            return status

    async def call_back(self, account: str) -> None:
        """Call Vitrina, because it wants to see that we can: a question about the account."""
        await self._sender.ask(account, next(iter(self.products.values())))

    def _follow(self, instruction: Instruction, found: Subscription) -> bool:
        if self.products[found.product].bundle_part:
            return False
        if not instruction.cancel:
            return self._life.keep(found)
        if found.status in LIVING:
            self._life.cancel(found, self._moment(), told=True)
        return True

    async def work(self) -> None:
        """Ask again what has no answer, then do what is due today."""
        async with self._lock:
            await self._settle()
            self._life.fall_due(self._moment())
            await self._settle()

    def external_key(self, subscription: Subscription) -> str:
        """The subscription's name at the operator: RentSoft's contract has the title only."""
        if self.config.code == "rentsoft":
            return self.products[subscription.product].title
        return subscription.id

    def _named(self, account: str, name: str) -> Subscription | None:
        """The newest subscription of this name that was ever paid."""
        mine = (each for each in self.subscriptions(account) if each.status is not Status.FAILED)
        return next((each for each in mine if self.external_key(each) == name), None)

    def _moment(self) -> Moment:
        return Moment(self.clock.now(), self.clock.today())

    async def _settle(self, subscription: str | None = None) -> None:
        """Send what is open until each chain ends or has to wait for an answer."""
        self.save()
        waiting: set[str] = set()
        while open_ones := [
            each
            for each in self.state.open_operations(subscription)
            if each.subscription not in waiting
        ]:
            operation = open_ones[0]
            concerned = self.state.subscriptions[operation.subscription]
            product = self.products[concerned.product]
            verdict = await self._sender.settle(operation, concerned, product)
            if verdict is None and operation.kind is Kind.CHECK:
                verdict = Verdict.UNANSWERED  # it was a question only: the order is dropped
            if verdict is None:
                waiting.add(concerned.id)
                continue
            self._life.follow(operation, verdict, self._moment())
            self.save()
