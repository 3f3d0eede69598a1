"""Payment: money that came in for an account."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Payment(SQLModel, table=True):
    """Its id is its ledger transaction's; ``document`` is unique for ever."""

    __tablename__ = "payment"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    id: UUID = Field(primary_key=True)
    document: str = Field(sa_type=Words)
    amount: int = Field(sa_type=Kopecks)
    text: str = Field(sa_type=Words)
    received_at: datetime = Field(sa_type=Instant)
