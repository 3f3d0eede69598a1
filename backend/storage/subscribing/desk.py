"""The subscriber desk: previews, acts, and what is due, each in a transaction of its own."""

from collections.abc import Callable

import structlog

from backend.domain.catalogue import Catalogue
from backend.domain.ports import Clock, NewId
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.subscribing.carry_out import carry_out, preview
from backend.domain.services.subscribing.commands import Command
from backend.domain.services.subscribing.effect import (
    Effect,
    Standing,
    standing_of,
    standing_on_platform,
)
from backend.storage.failures import DATABASE_FAILURES
from backend.storage.subscribing.acts import ActBook
from backend.storage.subscribing.book import PostgresSubscribers
from backend.storage.subscribing.due import ENDINGS, Due, end_chunk, resume_paid
from backend.storage.unit_of_work import UnitOfWork

_log = structlog.get_logger(__name__)

BY_ITSELF = "billing"
"""Who acts, in the history, where nobody asked."""


class SubscriberDesk:
    """What the doors and the tick use for what subscribers do.

    ``tell`` is called after the commit of an act of which a platform is to be told; it returns at
    once.
    """

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        new_id: NewId,
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._tell = tell

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
        with self._unit_of_work() as unit:
            subscribers = PostgresSubscribers(unit.driver)
            return preview(command, subscribers, self._billing(command.actor))

    def carry_out(self, command: Command, key: str | None = None) -> Effect:
        """Do it; under the key of a request, once, however often the request comes.

        Raises what the act raises, and ``KeyConflict``.
        """
        billing = self._billing(command.actor)
        with self._unit_of_work() as unit:
            acts = ActBook(unit.driver)
            done = acts.find(command, key) if key is not None else None
            if done is not None:
                return done
            effect = carry_out(command, PostgresSubscribers(unit.driver), billing)
            if key is not None:
                acts.record(command, key, effect, billing.moment)
            unit.commit()
        if effect.refunded:  # may pay for something else that waits for money
            self.after_payments()
        if billing.changes.instructions:
            self._tell()
        return effect

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

    def resume_paid(self) -> int:
        """One chunk of accounts that may be able to pay again; how many were tried."""
        with self._unit_of_work() as unit:
            tried = resume_paid(unit.driver, self._billing(BY_ITSELF))
            unit.commit()
        return tried

    def work(self) -> int:
        """What the tick does: one chunk of everything that is due; how many things were done."""
        return self.resume_paid() + sum(self._end(due) for due in ENDINGS)

    def _end(self, due: Due) -> int:
        with self._unit_of_work() as unit:
            ended = end_chunk(due, unit.driver, self._billing(BY_ITSELF))
            unit.commit()
        return ended

    def _billing(self, actor: str) -> Billing:
        return Billing(
            self._clock.moment(), self._new_id, self._catalogue(), None, BillingChanges(), actor
        )
