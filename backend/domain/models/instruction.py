"""Instruction (поручение): what a platform is to be told of its subscription."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Instruction(SQLModel, table=True):
    """Told until the platform has answered; ``ends_on`` is the first day without service.

    A subscription's instructions are told in the order of their numbers.
    """

    __tablename__ = "instruction"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    id: UUID = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger, sa_column_args=[Identity()])
    subscription_id: UUID
    integrator_id: int = Field(foreign_key="integrator.id")
    action: str = Field(sa_type=Words)
    ends_on: date | None = None
    created_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    next_attempt_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str | None = Field(default=None, sa_type=Words)
