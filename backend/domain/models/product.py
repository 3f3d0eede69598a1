"""Product (продукт) and its dated prices."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.domain.models.columns import Instant, Kopecks, Words


class Product(SQLModel, table=True):
    """What is sold. One that a charge brought in is not ``complete`` until an operator says so."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("integrator_id", "code"),)

    id: UUID = Field(primary_key=True)
    integrator_id: int = Field(foreign_key="integrator.id")
    code: str = Field(sa_type=Words)
    title: str = Field(sa_type=Words)
    complete: bool = False
    created_at: datetime = Field(sa_type=Instant)


class Price(SQLModel, table=True):
    """The price of a whole month in kopecks from a date on, until the next price begins."""

    __tablename__ = "price"

    product_id: UUID = Field(primary_key=True, foreign_key="product.id")
    valid_from: date = Field(primary_key=True)
    amount: int = Field(sa_type=Kopecks)
