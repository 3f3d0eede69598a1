"""Hold (резерв): money kept aside for a charge to come."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Hold(SQLModel, table=True):
    """``remaining`` kopecks are still kept while the state is ``open``."""

    __tablename__ = "hold"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True)
    integrator_id: int = Field(foreign_key="integrator.id")
    external_id: str = Field(sa_type=Words)
    subscription_key: str = Field(sa_type=Words)
    product: str = Field(sa_type=Words)
    product_title: str | None = Field(default=None, sa_type=Words)
    amount: int = Field(sa_type=Kopecks)
    remaining: int = Field(sa_type=Kopecks)
    state: str = Field(sa_type=Words)
    text: str = Field(sa_type=Words)
    expires_at: datetime = Field(sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
