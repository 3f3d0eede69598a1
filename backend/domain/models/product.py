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
    template: str | None = Field(default=None, sa_type=Words)
    mode: str = Field(default="platform", sa_type=Words)
    vat_kind: str = Field(default="taxed", sa_type=Words)
    vat_note: str = Field(default="", sa_type=Words)
    trial_days: int = 0
    catch_up: str = Field(default="all", sa_type=Words)
    end_after_days: int = 30
    stops_queue: bool = False
    parent: UUID | None = Field(default=None, foreign_key="product.id")
    archived_on: date | None = None


class Price(SQLModel, table=True):
    """Kopecks for a whole period: for new subscribers from ``valid_from``, for those who came
    before that day from ``existing_from``."""

    __tablename__ = "price"

    product_id: UUID = Field(primary_key=True, foreign_key="product.id")
    valid_from: date = Field(primary_key=True)
    existing_from: date
    amount: int = Field(sa_type=Kopecks)


class Registration(SQLModel, table=True):
    """Membership in the register of Russian software: ``[since, until)``, open if ``None``."""

    __tablename__ = "registration"

    product_id: UUID = Field(primary_key=True, foreign_key="product.id")
    since: date = Field(primary_key=True)
    until: date | None = None
    number: str = Field(sa_type=Words)
