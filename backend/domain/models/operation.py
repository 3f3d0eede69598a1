"""Operation: one external command, its hash and its stored outcome, kept for ever."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Operation(SQLModel, table=True):
    """``target_id`` is the charge, hold, payment or subscription that it made or changed."""

    __tablename__ = "operation"

    integrator_id: int = Field(primary_key=True, foreign_key="integrator.id")
    kind: str = Field(primary_key=True, sa_type=Words)
    external_id: str = Field(primary_key=True, sa_type=Words)
    id: UUID
    account_id: int | None = Field(default=None, sa_type=Kopecks)
    fingerprint: bytes
    status: str = Field(sa_type=Words)
    code: str = Field(sa_type=Words)
    amount: int | None = Field(default=None, sa_type=Kopecks)
    available: int | None = Field(default=None, sa_type=Kopecks)
    target_id: UUID | None = None
    door: str = Field(sa_type=Words)
    correlation_id: str = Field(sa_type=Words)
    recorded_at: datetime = Field(sa_type=Instant)
