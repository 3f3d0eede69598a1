"""The invoice desk: documents of one account, and of everybody's month, each in its transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from backend.domain.catalogue import Catalogue
from backend.domain.errors import NotFound
from backend.domain.ports import Clock, NewId
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.invoicing.credit_invoice import CreditInvoice, credit_invoice
from backend.domain.services.invoicing.draft_invoice import draft_invoice
from backend.domain.services.invoicing.finalise_invoice import Finalised, finalise_invoice
from backend.domain.services.invoicing.finalise_month import (
    CHUNK,
    ChunkFinalised,
    finalise_chunk,
)
from backend.domain.services.invoicing.issue import Issuing
from backend.domain.services.invoicing.recalculate_month import (
    Recalculation,
    preview_recalculation,
    recalculate_month,
)
from backend.domain.services.invoicing.rows import InvoiceRow
from backend.domain.services.invoicing.views import InvoiceView, draft_view
from backend.domain.values.seller import Seller
from backend.storage.invoicing.book import PostgresInvoiceBook
from backend.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDocuments:
    """An account's documents of a month: final ones, and a draft of what comes next, if anything.

    ``payable`` is what all of them come to together, in kopecks.
    """

    final: tuple[InvoiceView, ...]
    draft: InvoiceView | None

    @property
    def payable(self) -> int:
        """Invoices and the draft, less what was credited."""
        return sum(view.total for view in self.final) + (self.draft.total if self.draft else 0)


class InvoiceDesk:
    """For the command line, the cabinet, and the staff's REST."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        new_id: NewId,
        seller: Seller,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._seller = seller

    def documents(self, account: str, month: date) -> MonthDocuments:
        """What there is of the account's month. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            book = PostgresInvoiceBook(unit.driver)
            payer = book.find(account)
            if payer is None:
                raise NotFound("there is no such account")
            final = book.views(payer, month)
            charges = book.unsettled([payer.account_id], month).charges
        draft = draft_invoice(charges, month)
        today = self._clock.moment().today
        shown = draft_view(payer, draft, self._seller, today) if draft.lines else None
        return MonthDocuments(final=tuple(final), draft=shown)

    def finalise(self, account: str, month: date) -> Finalised:
        """Settle one account's month. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            book = PostgresInvoiceBook(unit.driver)
            finalised = finalise_invoice(account, month, book, self._issuing())
            unit.commit()
        return finalised

    def finalise_month(self, month: date, chunk: int = CHUNK) -> Iterator[ChunkFinalised]:
        """Settle everybody's month, telling what was done after each chunk of accounts."""
        after: int | None = 0
        while after is not None:
            with self._unit_of_work() as unit:
                book = PostgresInvoiceBook(unit.driver)
                done = finalise_chunk(after, month, book, self._issuing(), chunk)
                unit.commit()
            if done.last is not None:
                yield done
            after = done.last

    def credit(self, command: CreditInvoice) -> InvoiceRow:
        """Credit an invoice, whole or in part; answers the credit note."""
        with self._unit_of_work() as unit:
            note = credit_invoice(command, PostgresInvoiceBook(unit.driver), self._issuing())
            unit.commit()
        return note

    def preview_recalculation(self, account: str, month: date) -> Recalculation:
        """What recalculating an account's month would change."""
        with self._unit_of_work() as unit:
            book = PostgresInvoiceBook(unit.driver)
            return preview_recalculation(account, month, book, self._catalogue())

    def recalculate(self, account: str, month: date) -> Recalculation:
        """Charge an account's month anew where the catalogue says otherwise now."""
        issuing = self._issuing()
        billing = Billing(
            moment=issuing.moment,
            new_id=self._new_id,
            catalogue=self._catalogue(),
            run_id=None,
            changes=BillingChanges(),
            actor="recalculation",
        )
        with self._unit_of_work() as unit:
            book = PostgresInvoiceBook(unit.driver)
            done = recalculate_month(account, month, book, billing, issuing)
            unit.commit()
        return done

    def _issuing(self) -> Issuing:
        return Issuing(self._clock.moment(), self._seller, self._new_id)
