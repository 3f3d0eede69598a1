"""Offer (оферта): the text to which a subscriber agrees before the first charge."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.domain.models.columns import Instant, Words


class Offer(SQLModel, table=True):
    """A version of a platform's offer, in force from a day on; number 0 is the operator's own."""

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("integrator_id", "valid_from"),)

    integrator_id: int = Field(primary_key=True, foreign_key="integrator.id")
    version: str = Field(primary_key=True, sa_type=Words)
    valid_from: date
    content: str = Field(sa_type=Words)
    text_hash: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Instant)
