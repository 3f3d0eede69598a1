"""The account desk: what the staff asks about accounts, each question in a transaction."""

from collections.abc import Callable
from uuid import UUID

from backend.domain.ports import Clock
from backend.domain.services.administration.views import (
    AccountEntry,
    AccountProfile,
    AccountQuery,
    PaymentEntry,
)
from backend.storage.accounts.search import AccountSearch
from backend.storage.unit_of_work import UnitOfWork


class AccountDesk:
    """Answers; what changes an account is a deed or another desk's."""

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def find(self, query: AccountQuery) -> list[AccountEntry]:
        """The accounts that the query names, by number."""
        with self._unit_of_work() as unit:
            return AccountSearch(unit.driver).find(query, self._clock.now())

    def profile(self, number: str) -> AccountProfile:
        """Everything about one account. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            return AccountSearch(unit.driver).profile(number, self._clock.now())

    def payments(self, number: str, before: UUID | None, limit: int) -> list[PaymentEntry]:
        """An account's payments before one of them, newest first. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            search = AccountSearch(unit.driver)
            search.profile(number, self._clock.now())
            return search.payments(number, before, limit)
