"""Answers about accounts of which some have their money elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine

from backend.domain.ports import Clock
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.views import AccountView
from backend.storage.books.purse import Purse
from backend.storage.inquiries import PostgresInquiryDesk


class BookedInquiryDesk(PostgresInquiryDesk):
    """The same answers, with what the other billing says of its accounts.

    It tells what can be spent and no more, so that stands for the balance, too.
    """

    def __init__(self, engine: Engine, clock: Clock, purse: Purse) -> None:
        super().__init__(engine, clock)
        self._purse = purse

    def accounts(self, numbers: Sequence[str]) -> list[AccountView | None]:
        """The accounts in the order asked. Raises ``BookUnavailable`` where it is not told."""
        views = super().accounts(numbers)
        asked = {view.number for view in views if view is not None and view.elsewhere}
        infos = self._purse.infos(sorted(asked)) if asked else {}
        if asked - infos.keys():
            raise BookUnavailable
        return [
            _told(view, infos[view.number].available) if view and view.number in asked else view
            for view in views
        ]


def _told(view: AccountView, available: int) -> AccountView:
    return replace(view, balance=available, available=available)
