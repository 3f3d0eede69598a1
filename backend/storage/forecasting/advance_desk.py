"""The desk of advance invoices: shown, judged anew when something changes, taken back by people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.errors import NotAllowed, NotFound
from backend.domain.ports import Clock, NewId
from backend.domain.services.forecasting.advance_rows import AdvanceEnd
from backend.domain.services.forecasting.advance_view import AdvanceSummary, AdvanceView
from backend.domain.services.forecasting.foresee import Ahead, StartOf
from backend.domain.services.forecasting.judge_advances import AdvanceRules
from backend.domain.services.invoicing.issue import Issuing
from backend.domain.values.advance import AdvanceState
from backend.domain.values.seller import Seller
from backend.storage.billing.loading import lock_accounts
from backend.storage.forecasting.advances import AdvanceBook, Closing
from backend.storage.forecasting.judging import Judging, judge_marked, told_of_end
from backend.storage.forecasting.reading import AdvanceQuery, advance_view, find_advances
from backend.storage.forecasting.telling import tell, wanted
from backend.storage.searching.reading import reading
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]

_TAKEN_BACK = "taken back"
_OWNER = "SELECT account_id FROM advance_invoice WHERE id = %s"


class AdvanceDesk:
    """For the doors, the command line and the tick. ``start_of`` is when a day begins."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        new_id: NewId,
        seller: Seller,
        rules: AdvanceRules,
        start_of: StartOf,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._seller = seller
        self._start_of = start_of
        self.rules = rules

    def find(self, query: AdvanceQuery) -> list[AdvanceSummary]:
        """Those that are looked for, newest first."""
        with reading(self._unit_of_work) as driver:
            return find_advances(driver, query)

    def one(self, id_: UUID, account_id: int | None = None) -> AdvanceView:
        """A whole one, of this account or of any. Raises ``NotFound``."""
        with reading(self._unit_of_work) as driver:
            return advance_view(driver, id_, account_id)

    def void(self, driver: Driver, id_: UUID) -> AdvanceView:
        """Take one back in the caller's transaction: its periods are not asked for again.

        Raises ``NotFound``, and ``NotAllowed`` for one that is not open.
        """
        row = driver.execute(_OWNER, [id_]).fetchone()
        if row is None:
            raise NotFound("there is no such advance invoice")
        (account_id,) = row
        lock_accounts(driver, [account_id])
        book, issuing = AdvanceBook(driver), self._issuing()
        standing = book.standing([account_id]).get(account_id, [])
        invoice = next((each for each in standing if each.id == id_), None)
        if invoice is None:
            raise NotAllowed("only an open advance invoice can be taken back")
        state, at = AdvanceState.VOIDED, issuing.moment.at
        book.close([Closing(account_id, id_, state, at, _TAKEN_BACK, None, covers=True)])
        told = told_of_end(account_id, AdvanceEnd(invoice, state, _TAKEN_BACK), issuing)
        tell(driver, [told] if wanted(driver, [told.topic]) else [])
        return advance_view(driver, id_)

    def work(self) -> int:
        """What the tick does: judge anew what has changed; how many accounts were judged."""
        judged = 0
        while True:
            judging = self.judging()
            with self._unit_of_work() as unit:
                done = judge_marked(unit.driver, judging)
                unit.commit()
            if not done:
                return judged
            judged += done

    def judging(self) -> Judging:
        """By which rules, and as of which moment, advance invoices are judged."""
        issuing = self._issuing()
        today = issuing.moment.today
        ahead = Ahead(self._catalogue(), issuing.moment, today, self._start_of)
        return Judging(self.rules, ahead, issuing)

    def _issuing(self) -> Issuing:
        return Issuing(self._clock.moment(), self._seller, self._new_id)
