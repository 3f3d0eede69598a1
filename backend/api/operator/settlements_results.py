"""What the staff sends and is answered about agreements and reconciliations."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from backend.api.wire import AccountNumber, Day, Incoming, Money, Name, Outgoing
from backend.documents.tables.csv_table import percent
from backend.domain.models import Agreement, Reconciliation, ReconciliationLine
from backend.domain.services.correcting.rows import CorrectionState
from backend.domain.services.reporting.compare import Difference, Remedy, Result, remedies
from backend.domain.services.reporting.settle import Base
from backend.domain.values.money import parse_money
from backend.domain.values.vat import WHOLE


def _read_share(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError('a share is a text such as "33.33"')
    try:
        share = parse_money(value)
    except ValueError:
        raise ValueError("a share has at most two digits after the point") from None
    if share > WHOLE:
        raise ValueError("a share is at most 100 percent")
    return share


Share = Annotated[
    int,
    BeforeValidator(_read_share),
    PlainSerializer(percent, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["33.33"], "description": "Percent."}),
]
ShownShare = Annotated[
    int,
    PlainSerializer(percent, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["33.33"], "description": "Percent."}),
]


class AgreementRequest(Incoming):
    """What was agreed with a platform."""

    valid_from: Day = Field(description="The first day whose charges are shared like this.")
    share: Share
    base: Base = Field(
        Base.GROSS, strict=False, description="Of sums with the tax inside, or `net` of it."
    )
    document: Name = Field(description="What was signed.", examples=["Договор № 17 от 12.01.2026"])
    reason: Name = Field(description="Why, for the audit.")


class AgreementResult(Outgoing):
    """An agreement. Of several for one day the last one counts."""

    number: int
    valid_from: date
    share: ShownShare
    base: Base
    document: str
    recorded_by: str
    recorded_at: datetime

    @classmethod
    def of(cls, agreement: Agreement) -> Self:
        """The wire form."""
        return cls.model_validate(agreement, from_attributes=True)


class AgreementsResult(Outgoing):
    """Every one there was, the last recorded first."""

    agreements: list[AgreementResult]


class SideCount(Outgoing):
    """How many operations, and their sum."""

    operations: int
    amount: Money


class ReconciliationResult(Outgoing):
    """A register that was compared."""

    id: UUID
    integrator: str
    first_day: date
    last_day: date
    sha256: str = Field(description="Of the file.")
    made_by: str
    made_at: datetime
    matched: SideCount
    only_ours: SideCount
    only_theirs: SideCount
    different: SideCount = Field(description="The sum is theirs.")

    @classmethod
    def of(cls, row: Reconciliation, integrator: str) -> Self:
        """The wire form."""
        counts = {
            result: SideCount(operations=getattr(row, result), amount=getattr(row, f"{result}_sum"))
            for result in Result
        }
        return cls(
            id=row.id,
            integrator=integrator,
            first_day=row.first_day,
            last_day=row.last_day,
            sha256=row.digest.hex(),
            made_by=row.made_by,
            made_at=row.made_at,
            **counts,
        )


class ReconciliationsResult(Outgoing):
    """A platform's, newest first."""

    reconciliations: list[ReconciliationResult]
    next: UUID | None = Field(None, description="The `before` of the next page.")


class OneSide(Outgoing):
    """An operation as one side has it."""

    account: AccountNumber
    amount: Money
    day: date


class DifferenceResult(Outgoing):
    """An operation that did not match. Ours is what is left of the charge."""

    line: int
    result: Result
    differences: list[Difference]
    external_id: str
    charge_id: UUID | None = None
    ours: OneSide | None = None
    theirs: OneSide | None = None
    offered: list[Remedy] = Field(description="What can be done about it; nothing, once it was.")
    note: str | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None
    correction_id: UUID | None = None
    correction_state: CorrectionState | None = None

    @classmethod
    def of(cls, row: ReconciliationLine, correction_state: str | None) -> Self:
        """The wire form."""
        ours = _side(row.our_account, row.our_amount, row.our_day)
        theirs = _side(row.their_account, row.their_amount, row.their_day)
        return cls(
            line=row.line,
            result=Result(row.result),
            differences=[Difference(each) for each in row.differences],
            external_id=row.external_id,
            charge_id=row.charge_id,
            ours=ours,
            theirs=theirs,
            offered=[] if row.settled_at else offered(row),
            note=row.note,
            settled_by=row.settled_by,
            settled_at=row.settled_at,
            correction_id=row.correction_id,
            correction_state=CorrectionState(correction_state) if correction_state else None,
        )


class DifferencesResult(Outgoing):
    """A reconciliation, and a page of what did not match."""

    reconciliation: ReconciliationResult
    lines: list[DifferenceResult]
    next: int | None = Field(None, description="The `after` of the next page.")


class SettlementRequest(Incoming):
    """What is done about a difference."""

    remedy: Remedy = Field(strict=False, description="One of those that are `offered`.")
    reason: Name = Field(description="Why; it stays with the line.")


def offered(row: ReconciliationLine) -> list[Remedy]:
    """What can be done about a line."""
    more = (row.our_amount or 0) - (row.their_amount or 0)
    return remedies(Result(row.result), [Difference(each) for each in row.differences], more)


def _side(account: str | None, amount: int | None, day: Any) -> OneSide | None:
    if account is None or amount is None:
        return None
    return OneSide(account=account, amount=amount, day=day)
