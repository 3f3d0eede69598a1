"""The movement that a correction becomes: new entries, the charge's own stay as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from backend.domain.services.charging.ledger import Movement, write_down
from backend.domain.services.charging.reverse_charge import reversal_of
from backend.domain.services.charging.rows import EntryRow, TransactionRow
from backend.domain.services.correcting.rows import (
    CorrectedCharge,
    CorrectionKind,
    CorrectionRow,
)
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.moment import Moment
from backend.domain.values.period import Period
from backend.domain.values.vat import vat_of_refund


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """A movement of ``amount`` kopecks with ``vat`` in them. ``days``: for which a refund is."""

    charge: CorrectedCharge
    kind: CorrectionKind
    amount: int
    vat: int
    days: Period | None
    actor: str
    transaction: TransactionRow
    entries: list[EntryRow]


def give_back(
    row: CorrectionRow, charge: CorrectedCharge, moment: Moment, new_id: Callable[[], UUID]
) -> GivenBack:
    """Give back what the correction says; that it may be given back has been decided before."""
    movement = reversal_of(charge) if row.kind is CorrectionKind.REVERSAL else _refund(row, charge)
    transaction, entries = write_down(movement, charge.account, new_id(), moment)
    return GivenBack(
        charge=charge,
        kind=row.kind,
        amount=movement.amount,
        vat=movement.vat,
        days=Period(row.first_day, charge.period.end) if row.first_day and charge.period else None,
        actor=f"operator:{row.requested_by}",
        transaction=transaction,
        entries=entries,
    )


def _refund(row: CorrectionRow, charge: CorrectedCharge) -> Movement:
    """Refunds of a charge telescope: together they give back its tax exactly once."""
    return Movement(
        kind=TransactionKind.REFUND,
        debit=LedgerAccount.REVENUE,
        credit=LedgerAccount.SUBSCRIBER,
        amount=row.amount,
        integrator_id=charge.integrator_id,
        vat=vat_of_refund(charge.amount, charge.vat_amount, charge.refunded, row.amount),
    )
