"""Agree with a platform on its share, from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.models import Agreement
from backend.domain.services.reporting.settle import Base
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.moment import Moment
from backend.domain.values.recurrence import add_months
from backend.domain.values.vat import WHOLE

MAX_DOCUMENT = 200
AHEAD_MONTHS = 24
"""An agreement that begins later than this is a typing error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAgreement:
    """``share`` in basis points of ``base``; ``document``: what was signed."""

    valid_from: date
    share: int
    base: Base
    document: str
    actor: str


class AgreementBook(Protocol):
    """A platform's agreements, inside the caller's transaction."""

    def lock(self, code: str) -> int | None:
        """The platform's number, its agreements kept from others; ``None``: no such platform."""
        ...

    def all(self, integrator_id: int) -> Sequence[Agreement]:
        """Every row there is, the last first."""
        ...

    def add(self, agreement: Agreement) -> None:
        """Write one more."""
        ...


def set_agreement(
    code: str, command: SetAgreement, book: AgreementBook, moment: Moment
) -> Agreement:
    """The agreement that is in force from its day on; where it says the same already, that one.

    Another one for the same day takes its place: earlier settlements can still be asked for as
    they were known. Raises ``NotFound`` and ``InvalidRequest``.
    """
    _check(command, moment)
    integrator_id = book.lock(code)
    if integrator_id in (None, OPERATOR_ID):
        raise NotFound("there is no such integrator")
    known = book.all(integrator_id or OPERATOR_ID)
    present = next((row for row in known if row.valid_from == command.valid_from), None)
    if present is not None and _says(present, command):
        return present
    agreement = _row(integrator_id or OPERATOR_ID, len(known) + 1, command, moment.at)
    book.add(agreement)
    return agreement


def _check(command: SetAgreement, moment: Moment) -> None:
    if not 0 <= command.share <= WHOLE:
        raise InvalidRequest("a share is between 0 and 100 percent")
    if not command.document.strip() or len(command.document) > MAX_DOCUMENT:
        raise InvalidRequest(f"an agreement names its document in at most {MAX_DOCUMENT} letters")
    if command.valid_from > add_months(moment.today, AHEAD_MONTHS):
        raise InvalidRequest(f"an agreement begins within {AHEAD_MONTHS} months")


def _says(agreement: Agreement, command: SetAgreement) -> bool:
    return (agreement.share, agreement.base, agreement.document) == (
        command.share,
        command.base,
        command.document,
    )


def _row(integrator_id: int, number: int, command: SetAgreement, at: datetime) -> Agreement:
    return Agreement(
        integrator_id=integrator_id,
        number=number,
        valid_from=command.valid_from,
        share=command.share,
        base=command.base,
        document=command.document,
        recorded_by=command.actor,
        recorded_at=at,
    )
