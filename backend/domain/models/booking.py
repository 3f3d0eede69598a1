"""Booking: what another billing was, or is to be, asked about an account whose money it keeps."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Uuid
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Booking(SQLModel, table=True):
    """Written before that billing is asked, so that no answer can be lost. Sums in kopecks.

    ``amount`` is what is to be reserved at most, or given back; ``captured`` what the ledger took
    of it, by ``charges``. ``cause`` says for what: a second attempt finds the first by it.
    """

    __tablename__ = "booking"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True)
    number: int = Field(sa_type=Kopecks)
    kind: str = Field(sa_type=Words)
    cause: str = Field(sa_type=Words)
    text: str = Field(default="", sa_type=Words)
    amount: int = Field(sa_type=Kopecks)
    partly: bool = False
    captured: int = Field(default=0, sa_type=Kopecks)
    charges: list[UUID] = Field(default_factory=list, sa_type=ARRAY(Uuid))
    state: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    next_attempt_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
