"""Ledger: movements of money and their entries (проводки). Append-only."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import SmallInteger
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class LedgerTransaction(SQLModel, table=True):
    """One movement; ``reverses`` names the movement that it undoes."""

    __tablename__ = "ledger_transaction"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Words)
    reverses: UUID | None = None
    business_date: date
    recorded_at: datetime = Field(sa_type=Instant)


class Entry(SQLModel, table=True):
    """``amount`` kopecks, more than zero, from the debited ledger account to the credited one."""

    __tablename__ = "entry"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    transaction_id: UUID = Field(primary_key=True)
    line: int = Field(primary_key=True, sa_type=SmallInteger)
    debit: str = Field(sa_type=Words)
    credit: str = Field(sa_type=Words)
    amount: int = Field(sa_type=Kopecks)
    integrator_id: int
