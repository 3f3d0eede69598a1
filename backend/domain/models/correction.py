"""Correction: a charge given back by the staff, and who has asked for it and confirmed it."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Correction(SQLModel, table=True):
    """``second_person``: whether somebody else has to confirm it.

    What was asked for never changes; a pending one is decided once. ``transaction_id`` is the
    movement that it has become. ``decision_reason`` says why it was rejected, or why it failed.
    """

    __tablename__ = "correction"

    id: UUID = Field(primary_key=True)
    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    charge_id: UUID
    kind: str = Field(sa_type=Words)
    amount: int = Field(sa_type=Kopecks)
    first_day: date | None = None
    reason: str = Field(sa_type=Words)
    key: str = Field(sa_type=Words)
    fingerprint: bytes
    second_person: bool
    requested_by: str = Field(sa_type=Words)
    requested_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    state: str = Field(sa_type=Words)
    decided_by: str | None = Field(default=None, sa_type=Words, foreign_key="staff.name")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decision_reason: str = Field(default="", sa_type=Words)
    transaction_id: UUID | None = None
