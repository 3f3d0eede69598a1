"""Integrator (платформа-интегратор) and its secrets."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, WordList, Words


class Integrator(SQLModel, table=True):
    """A platform that sells through us. Number 0 is the operator itself. Sums in kopecks."""

    __tablename__ = "integrator"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, sa_type=Words)
    title: str = Field(sa_type=Words)
    dialect: str = Field(sa_type=Words)
    enabled: bool = True
    test_mode: bool = False
    wire: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    networks: list[str] = Field(default_factory=list, sa_type=WordList)
    refusals: str = Field(default="remember", sa_type=Words)
    max_charge: int | None = Field(default=None, sa_type=Kopecks)
    max_daily: int | None = Field(default=None, sa_type=Kopecks)
    calls_per_second: int | None = None
    batch_limit: int = 500
    journal: bool = True
    version: int = 1
    created_at: datetime = Field(sa_type=Instant)


class IntegratorSecret(SQLModel, table=True):
    """The digest of a secret; an older one stays valid until ``expires_at`` during rotation."""

    __tablename__ = "integrator_secret"

    id: int | None = Field(default=None, primary_key=True)
    integrator_id: int = Field(foreign_key="integrator.id", index=True)
    salt: bytes
    digest: bytes
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
