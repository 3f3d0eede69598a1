"""Outbox: what is to be told to the world, written with what it tells of, sent after the commit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Identity
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Outbox(SQLModel, table=True):
    """A fact of one account: its topic says what happened, its content the particulars.

    ``number`` is the order of facts: that of one account is the order in which they happened.
    Its id is that of the row that it tells of.
    """

    __tablename__ = "outbox"

    id: UUID = Field(primary_key=True)
    number: int = Field(sa_type=Kopecks, sa_column_args=[Identity(always=True)])
    at: datetime = Field(sa_type=Instant)
    topic: str = Field(sa_type=Words)
    account_id: int = Field(sa_type=Kopecks)
    subscription_id: UUID | None = None
    content: dict[str, Any] = Field(sa_type=JSONB)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


class Interest(SQLModel, table=True):
    """Who wants to hear of a topic: ``"notices"``, or the id of a webhook endpoint."""

    __tablename__ = "interest"

    topic: str = Field(primary_key=True, sa_type=Words)
    who: str = Field(primary_key=True, sa_type=Words)
