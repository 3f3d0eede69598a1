"""The cabinet's rows, as the domain knows them."""

from datetime import timedelta
from typing import Any

from backend.domain.instruction import Answer
from backend.domain.services.cabinet.describe_card import CardFacts
from backend.domain.services.cabinet.views import (
    AccountProfile,
    InvoiceEntry,
    Movement,
    MovementKind,
    Step,
    Told,
)
from backend.domain.values.billing import ChargingMode, SuspendReason
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus, format_number
from backend.domain.values.moment import Moment
from backend.domain.values.status import AccountStatus, SubscriptionState

Row = tuple[Any, ...]

ONE_DAY = timedelta(days=1)


def profile_of(row: Row, moment: Moment) -> AccountProfile:
    """A row of ``PROFILE``."""
    number, holder, status, balance, held, credit_limit, promised, until, elsewhere = row
    lasts = until is not None and moment.at < until
    return AccountProfile(
        number=number,
        holder=holder,
        status=AccountStatus(status),
        balance=balance,
        held=held,
        credit_limit=credit_limit,
        promised=promised if lasts else 0,
        promised_until=until if lasts else None,
        elsewhere=elsewhere,
    )


def card_facts(row: Row) -> CardFacts:
    """A row of ``CARDS``."""
    answer, was_told = row[18], row[19]
    return CardFacts(
        id=row[0],
        integrator_id=row[1],
        integrator_title=row[2],
        integrator_code=row[3],
        product_id=row[4],
        product=row[5],
        product_code=row[6],
        mode=ChargingMode(row[7]),
        state=SubscriptionState(row[8]),
        suspend_reason=SuspendReason(row[9]) if row[9] else None,
        quantity=row[10],
        created_at=row[11],
        paid_through=row[12],
        cancel_on=row[13],
        trial_until=row[14],
        next_product=row[15],
        parent_id=row[16],
        last_amount=row[17],
        told=_TOLD.get(answer, Told.WAITING) if was_told else None,
    )


def step_of(row: Row) -> Step:
    """A row of ``STEPS``."""
    return Step(
        at=row[0],
        from_state=SubscriptionState(row[1]) if row[1] else None,
        to_state=SubscriptionState(row[2]),
        actor=row[3],
        reason=row[4],
    )


def movement_of(row: Row) -> Movement:
    """A row of ``MOVEMENTS``."""
    return Movement(
        id=row[0],
        kind=MovementKind(row[1]),
        at=row[2],
        text=row[3],
        amount=row[4],
        first_day=row[5],
        last_day=row[6] - ONE_DAY if row[6] else None,
        product=row[7],
        reversed=row[8],
    )


def invoice_entry(row: Row) -> InvoiceEntry:
    """A row of ``INVOICES``."""
    credited, wholly = row[8], row[9]
    return InvoiceEntry(
        id=row[0],
        number=format_number(row[1], row[2]),
        kind=InvoiceKind(row[3]),
        status=_status(credited, wholly),
        month=row[4],
        issued_on=row[5],
        total=row[6],
        vat_total=row[7],
    )


def _status(credited: int, wholly: bool) -> InvoiceStatus:
    if not credited:
        return InvoiceStatus.FINAL
    return InvoiceStatus.CREDITED if wholly else InvoiceStatus.PARTLY_CREDITED


_TOLD = {
    Answer.DONE: Told.TOLD,
    Answer.REFUSED: Told.REFUSED,
    Answer.NOT_TOLD: Told.NOT_TOLD,
}
