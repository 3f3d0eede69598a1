"""Account (лицевой счёт): the one place where a subscriber's money is counted."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, WordList, Words


class Account(SQLModel, table=True):
    """Available = balance − held + credit limit + promised payment. Sums in kopecks.

    ``spending_floor`` is how low balance − held may go, whatever the code believes: a CHECK holds
    it. It is −(credit limit + promised), or lower where the account was already below that when
    its credit ended. ``elsewhere``: another billing keeps the money, and there is none here.
    """

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True, sa_type=Kopecks)
    number: str = Field(unique=True, sa_type=Words)
    holder: str = Field(sa_type=Words)
    status: str = Field(default="active", sa_type=Words)
    currency: str = Field(default="RUB", sa_type=Words)
    balance: int = Field(default=0, sa_type=Kopecks)
    held: int = Field(default=0, sa_type=Kopecks)
    credit_limit: int = Field(default=0, sa_type=Kopecks)
    promised: int = Field(default=0, sa_type=Kopecks)
    promised_until: datetime | None = Field(default=None, sa_type=Instant)
    spending_floor: int = Field(default=0, sa_type=Kopecks)
    tariffs: list[str] = Field(default_factory=list, sa_type=WordList)
    opened_at: datetime = Field(sa_type=Instant)
    elsewhere: bool = False


class AccountWords(SQLModel, table=True):
    """The words of an account's holder, for whoever looks for them; the database keeps them."""

    __tablename__ = "account_words"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    words: str = Field(sa_type=TSVECTOR)


class Book(SQLModel, table=True):
    """The one row that says where the money of new accounts is kept."""

    __tablename__ = "book"

    one: bool = Field(default=True, primary_key=True)
    elsewhere: bool = False


class Resumption(SQLModel, table=True):
    """An account that may be able to pay again for what was suspended; whoever tries removes it."""

    __tablename__ = "resumption"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
