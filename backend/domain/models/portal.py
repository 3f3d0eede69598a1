"""Portal: a third-party cabinet, its secrets and tokens, and the accounts that it is bound to."""

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
    networks: list[str] = Field(sa_type=WordList)
    calls_per_minute: int
    calls_per_day: int
    created_at: datetime = Field(sa_type=Instant)


class PortalSecret(SQLModel, table=True):
    """What is known of a secret; two are good at a time while one replaces the other."""

    __tablename__ = "portal_secret"

    id: int | None = Field(default=None, primary_key=True)
    portal_id: UUID = Field(foreign_key="portal.id")
    salt: bytes
    digest: bytes
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)


class PortalToken(SQLModel, table=True):
    """A short-lived token by its SHA-256."""

    __tablename__ = "portal_token"

    digest: bytes = Field(primary_key=True)
    portal_id: UUID = Field(foreign_key="portal.id")
    scopes: list[str] = Field(sa_type=WordList)
    issued_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)


class PortalBinding(SQLModel, table=True):
    """An account that a portal acts for: ``source`` says who wanted it so.

    ``account_id`` is empty where a portal has asked for a number that nobody has.
    """

    __tablename__ = "portal_binding"

    id: UUID = Field(primary_key=True)
    portal_id: UUID = Field(foreign_key="portal.id")
    number: str = Field(sa_type=Words)
    account_id: int | None = Field(default=None, sa_type=Kopecks, foreign_key="account.id")
    source: str = Field(sa_type=Words)
    scopes: list[str] = Field(sa_type=WordList)
    state: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


class PortalUsage(SQLModel, table=True):
    """Calls since the present ``minute`` or ``day`` began."""

    __tablename__ = "portal_usage"

    portal_id: UUID = Field(primary_key=True, foreign_key="portal.id")
    span: str = Field(primary_key=True, sa_type=Words)
    since: datetime = Field(sa_type=Instant)
    calls: int


class PortalRequest(SQLModel, table=True):
    """A request by its ``Idempotency-Key``, and its answer once there is one."""

    __tablename__ = "portal_request"

    portal_id: UUID = Field(primary_key=True, foreign_key="portal.id")
    key: str = Field(primary_key=True, sa_type=Words)
    fingerprint: bytes
    began_at: datetime = Field(sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    status: int | None = None
    content_type: str | None = Field(default=None, sa_type=Words)
    body: bytes | None = None
