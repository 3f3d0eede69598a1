"""The subscriber desk: previews, acts, and what is due, each in a transaction of its own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog
from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.ports import Clock, NewId
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.services.booking.rely import on_info
from backend.domain.services.charging.state import Elsewhere
from backend.domain.services.subscribing.carry_out import decide
from backend.domain.services.subscribing.commands import Command
from backend.domain.services.subscribing.effect import (
    Effect,
    Standing,
    standing_of,
    standing_on_platform,
)
from backend.storage.books.purse import Draft, Purse, pay_from
from backend.storage.books.resuming import resume_elsewhere
from backend.storage.failures import DATABASE_FAILURES
from backend.storage.subscribing.acts import ActBook
from backend.storage.subscribing.book import PostgresSubscribers
from backend.storage.subscribing.due import ENDINGS, Due, end_chunk, resume_paid
from backend.storage.unit_of_work import UnitOfWork

_log = structlog.get_logger(__name__)

Driver = Connection[Any]

BY_ITSELF = "billing"
"""Who acts, in the history, where nobody asked."""


class SubscriberDesk:
    """What the doors and the tick use for what subscribers do.

    ``tell`` is called after the commit of an act of which a platform is to be told; it returns at
    once. ``purse`` pays where another billing keeps the money; without one, acts that cost money
    are refused there with ``BookUnavailable``.
    """

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        new_id: NewId,
        tell: Callable[[], None] = lambda: None,
        purse: Purse | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._tell = tell
        self._purse = purse

    def standings(self, number: str) -> list[Standing]:
        """How the account's living subscriptions stand. Raises ``NotFound``."""
        billing = self._billing(BY_ITSELF)
        with self._unit_of_work() as unit:
            subscriber = PostgresSubscribers(unit.driver).load(number, billing.moment)
        return [
            *(
                standing_of(each, each.state, billing.catalogue)
                for each in subscriber.subscriptions.values()
            ),
            *(standing_on_platform(each, each.state) for each in subscriber.of_platforms.values()),
        ]

    def preview(self, command: Command) -> Effect:
        """What the act would do now; nothing is written."""
        try:
            draft = self._preview(command, Elsewhere())
        except BookUnavailable:
            if self._purse is None:
                raise
            draft = self._preview(command, on_info(self._purse.info(command.account)))
        return self._told(draft, command.account)

    def carry_out(self, command: Command, key: str | None = None) -> Effect:
        """Do it; under the key of a request, once, however often the request comes.

        Raises what the act raises, and ``KeyConflict``.
        """
        drafts: list[Draft[Effect]] = []
        catalogue = self._catalogue()  # which may need a connection of its own

        def decide_act(driver: Driver, elsewhere: Elsewhere) -> Draft[Effect]:
            drafts.append(self._draft(command, key, driver, elsewhere, catalogue))
            return drafts[-1]

        cause = f"act:{key or self._new_id()}"
        pay_from(self._purse, self._unit_of_work, cause, decide_act)
        if drafts[-1].account is not None:
            self._after(drafts[-1])
        return self._told(drafts[-1], command.account)

    def done(self, command: Command, key: str) -> Effect | None:
        """What the act under this key did, if it was done. Raises ``KeyConflict``."""
        with self._unit_of_work() as unit:
            return ActBook(unit.driver).find(command, key)

    def after_payments(self) -> None:
        """Resume what money has come for, right after the commit that brought it.

        A failure here is no failure of the payment: the mark is still there, and the tick goes on.
        """
        try:
            while self.resume_paid():
                pass
        except DATABASE_FAILURES as error:
            _log.warning("resumption left to the tick", reason=type(error).__name__)

    def resume_elsewhere(self) -> int:
        """Try accounts that wait for money which another billing keeps; how many were resumed.

        That billing has its payments for itself, so it is asked what there is.
        """
        return (
            resume_elsewhere(self._unit_of_work, self._purse, self._billing) if self._purse else 0
        )

    def resume_paid(self) -> int:
        """One chunk of accounts that may be able to pay again; how many were tried."""
        with self._unit_of_work() as unit:
            tried = resume_paid(unit.driver, self._billing(BY_ITSELF))
            unit.commit()
        return tried

    def work(self) -> int:
        """What the tick does: one chunk of everything that is due; how many things were done."""
        ended = sum(self._end(due) for due in ENDINGS)
        return self.resume_paid() + self.resume_elsewhere() + ended

    def _preview(self, command: Command, elsewhere: Elsewhere) -> Draft[Effect]:
        catalogue = self._catalogue()
        with self._unit_of_work() as unit:
            return self._draft(command, None, unit.driver, elsewhere, catalogue)

    def _draft(
        self,
        command: Command,
        key: str | None,
        driver: Driver,
        elsewhere: Elsewhere,
        catalogue: Catalogue,
    ) -> Draft[Effect]:
        """The act, decided; or what it did, where it was done under this key before."""
        acts = ActBook(driver)
        done = acts.find(command, key) if key is not None else None
        if done is not None:
            return Draft(done)
        billing = self._billing(command.actor, catalogue)
        subscriber = PostgresSubscribers(driver).load(command.account, billing.moment)
        if subscriber.account.elsewhere is not None:
            subscriber.account.elsewhere = elsewhere
        effect = decide(command, subscriber, billing)

        def record(driver: Driver) -> None:
            if key is not None:
                ActBook(driver).record(command, key, effect, billing.moment)

        return Draft(effect, subscriber.account, billing.changes, record)

    def _after(self, draft: Draft[Effect]) -> None:
        if draft.result.refunded:  # may pay for something else that waits for money
            self.after_payments()
            if self._purse is not None:
                self._purse.kick()
        if draft.changes.instructions:
            self._tell()

    def _told(self, draft: Draft[Effect], number: str) -> Effect:
        """The effect, with what is available where only another billing knows it."""
        elsewhere = draft.account.elsewhere if draft.account else None
        if elsewhere is None or elsewhere.told is not None or self._purse is None:
            return draft.result
        info = self._purse.infos([number]).get(number)
        return replace(draft.result, available=info.available) if info else draft.result

    def _end(self, due: Due) -> int:
        with self._unit_of_work() as unit:
            ended = end_chunk(due, unit.driver, self._billing(BY_ITSELF))
            unit.commit()
        return ended

    def _billing(self, actor: str, catalogue: Catalogue | None = None) -> Billing:
        return Billing(
            self._clock.moment(),
            self._new_id,
            catalogue or self._catalogue(),
            None,
            BillingChanges(),
            actor,
        )
