"""The audit's rows and the chain that seals them; both only ever grow."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Audit(SQLModel, table=True):
    """What somebody did: see ``backend.domain.audit``."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True, sa_type=Kopecks)
    at: datetime = Field(sa_type=Instant, index=True)
    actor: str = Field(sa_type=Words)
    role: str = Field(sa_type=Words)
    address: str = Field(sa_type=Words)
    correlation_id: str = Field(sa_type=Words)
    operation: str = Field(sa_type=Words)
    subject: str = Field(sa_type=Words)
    account: str | None = Field(default=None, sa_type=Words)
    reason: str = Field(sa_type=Words)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSONB)


class AuditSeal(SQLModel, table=True):
    """A link of the chain; ``digest``: SHA-256 over the link before it and its own rows."""

    __tablename__ = "audit_seal"

    number: int = Field(primary_key=True, sa_type=Kopecks)
    digest: bytes
    sealed_at: datetime = Field(sa_type=Instant)


class AuditSealed(SQLModel, table=True):
    """Which link covers a row."""

    __tablename__ = "audit_sealed"

    audit_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="audit.id")
    seal: int = Field(sa_type=Kopecks, foreign_key="audit_seal.number")
