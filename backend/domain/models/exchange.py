"""Exchange: one raw call and answer, secrets masked, kept some days for support."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Exchange(SQLModel, table=True):
    """A log, not a record: nothing is decided by it."""

    __tablename__ = "exchange"

    id: int | None = Field(default=None, primary_key=True, sa_type=Kopecks)
    at: datetime = Field(sa_type=Instant, index=True)
    integrator: str = Field(sa_type=Words)
    door: str = Field(sa_type=Words)
    operation: str = Field(sa_type=Words)
    correlation_id: str = Field(sa_type=Words, index=True)
    address: str = Field(sa_type=Words)
    status: int
    milliseconds: int
    request: bytes
    response: bytes
