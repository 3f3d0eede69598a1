"""The cabinet: who may sign in, who has, and what subscribers did there."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Credential(SQLModel, table=True):
    """An account's password, as Argon2id."""

    __tablename__ = "credential"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    password_hash: str = Field(sa_type=Words)
    changed_at: datetime = Field(sa_type=Instant)


class CabinetSession(SQLModel, table=True):
    """A signed-in browser. ``digest``: SHA-256 of its token, which only the browser has."""

    __tablename__ = "cabinet_session"

    digest: bytes = Field(primary_key=True)
    account_id: int = Field(sa_type=Kopecks, foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)
    address: str = Field(sa_type=Words)
    agent: str = Field(sa_type=Words)


class SignInFailure(SQLModel, table=True):
    """A sign-in that failed or is under way.

    ``account``: keyed digest of the number given, which may be nobody's. ``device``: of a browser
    that has signed in to this account before.
    """

    __tablename__ = "sign_in_failure"

    id: int | None = Field(default=None, primary_key=True, sa_type=Kopecks)
    account: bytes
    network: str = Field(sa_type=Words)
    device: bytes | None = None
    at: datetime = Field(sa_type=Instant)


class Act(SQLModel, table=True):
    """What a subscriber's request did, by the request's key. ``fingerprint``: SHA-256."""

    __tablename__ = "act"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    key: str = Field(primary_key=True, sa_type=Words)
    fingerprint: bytes
    effect: dict[str, Any] = Field(sa_type=JSONB)
    recorded_at: datetime = Field(sa_type=Instant)
