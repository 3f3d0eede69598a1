"""Portal: a third-party cabinet, and the accounts that it is bound to."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, WordList, Words


class Portal(SQLModel, table=True):
    """``reach``: ``all`` accounts, or those that it is ``bound`` to."""

    __tablename__ = "portal"

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True, sa_type=Words)
    title: str = Field(sa_type=Words)
    enabled: bool
    reach: str = Field(sa_type=Words)
    scopes: list[str] = Field(sa_type=WordList)
    created_at: datetime = Field(sa_type=Instant)


class PortalBinding(SQLModel, table=True):
    """An account that a portal acts for: ``source`` says who wanted it so."""

    __tablename__ = "portal_binding"

    portal_id: UUID = Field(primary_key=True, foreign_key="portal.id")
    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True, unique=True)
    source: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Instant)
