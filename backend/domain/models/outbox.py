"""Outbox: what is to be told to the world, written with what it tells of, sent after the commit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Outbox(SQLModel, table=True):
    """A fact of one account: its topic says what happened, its content the particulars."""

    __tablename__ = "outbox"

    id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    topic: str = Field(sa_type=Words)
    account_id: int = Field(sa_type=Kopecks)
    content: dict[str, Any] = Field(sa_type=JSONB)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
