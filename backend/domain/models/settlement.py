"""Agreements with integrators, and their registers compared with ours."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, WordList, Words


class Agreement(SQLModel, table=True):
    """What an integrator gets from a day on: see ``services.reporting.settle``."""

    __tablename__ = "agreement"

    integrator_id: int = Field(primary_key=True, foreign_key="integrator.id")
    number: int = Field(primary_key=True)
    valid_from: date
    share: int
    base: str = Field(sa_type=Words)
    document: str = Field(sa_type=Words)
    recorded_by: str = Field(sa_type=Words)
    recorded_at: datetime = Field(sa_type=Instant)


class Reconciliation(SQLModel, table=True):
    """A register of an integrator compared with our charges. ``digest`` is the file's SHA-256.

    Sums in kopecks are theirs; of what only we have, ours.
    """

    __tablename__ = "reconciliation"

    id: UUID = Field(primary_key=True)
    integrator_id: int = Field(foreign_key="integrator.id", index=True)
    first_day: date
    last_day: date
    digest: bytes
    made_by: str = Field(sa_type=Words)
    made_at: datetime = Field(sa_type=Instant)
    matched: int
    matched_sum: int = Field(sa_type=Kopecks)
    only_ours: int
    only_ours_sum: int = Field(sa_type=Kopecks)
    only_theirs: int
    only_theirs_sum: int = Field(sa_type=Kopecks)
    different: int
    different_sum: int = Field(sa_type=Kopecks)


class ReconciliationLine(SQLModel, table=True):
    """What did not match, and what was done about it, once."""

    __tablename__ = "reconciliation_line"

    reconciliation_id: UUID = Field(primary_key=True)
    line: int = Field(primary_key=True)
    result: str = Field(sa_type=Words)
    differences: list[str] = Field(sa_type=WordList)
    external_id: str = Field(sa_type=Words)
    account_id: int | None = Field(default=None, sa_type=Kopecks)
    charge_id: UUID | None = None
    our_account: str | None = Field(default=None, sa_type=Words)
    our_amount: int | None = Field(default=None, sa_type=Kopecks)
    our_day: date | None = None
    their_account: str | None = Field(default=None, sa_type=Words)
    their_amount: int | None = Field(default=None, sa_type=Kopecks)
    their_day: date | None = None
    correction_id: UUID | None = None
    note: str | None = Field(default=None, sa_type=Words)
    settled_by: str | None = Field(default=None, sa_type=Words)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
