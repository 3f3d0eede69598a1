"""The operator's staff (сотрудники) and their sessions."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Staff(SQLModel, table=True):
    """Somebody of the staff. ``totp_secret`` and the one to be confirmed, ``totp_pending``, are
    sealed; ``totp_step`` is the last step used."""

    __tablename__ = "staff"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, sa_type=Words)
    role: str = Field(sa_type=Words)
    enabled: bool = True
    password_hash: str = Field(sa_type=Words)
    changed_at: datetime = Field(sa_type=Instant)
    totp_secret: bytes | None = None
    totp_pending: bytes | None = None
    totp_step: int | None = Field(default=None, sa_type=Kopecks)
    created_at: datetime = Field(sa_type=Instant)


class StaffSession(SQLModel, table=True):
    """A signed-in browser of the staff's. ``digest``: SHA-256 of its token."""

    __tablename__ = "staff_session"

    digest: bytes = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    created_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)
    address: str = Field(sa_type=Words)
    agent: str = Field(sa_type=Words)
