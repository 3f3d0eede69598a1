"""The billing that keeps the money of accounts elsewhere, as a port: lists in, answers out.

The accounts whose money is kept here never come this way: their own row is their book, and locking
it is reserving. For the others this is asked, and the built-in ledger stays the journal of what was
charged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from backend.domain.values.codes import Code
from backend.domain.values.status import AccountStatus


class BookState(StrEnum):
    """How something stands that was asked under an id."""

    RESERVED = "reserved"
    REFUSED = "refused"
    CAPTURED = "captured"
    RELEASED = "released"
    REVERSED = "reversed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Set aside ``amount`` kopecks of an account; where ``partly``, as much of it as there is.

    ``text`` says for what, for whoever looks at it over there.
    """

    id: UUID
    account: str
    amount: int
    partly: bool
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Take ``amount`` kopecks of a reservation and let the rest go."""

    id: UUID
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """Give ``amount`` kopecks back, of what was captured of ``reservation``.

    ``None``: of what was charged before that billing kept the money.
    """

    id: UUID
    account: str
    amount: int
    reservation: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How an id stands. ``amount``: kopecks set aside, captured or given back under it.

    ``available``: what the account can spend beside that, if it was told; ``reason``: why it was
    refused.
    """

    id: UUID
    state: BookState
    amount: int = 0
    available: int | None = None
    reason: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInfo:
    """An account over there. ``status`` is ``None`` where it is not known; sums in kopecks."""

    account: str
    status: AccountStatus | None
    available: int = 0


class AccountBook(Protocol):
    """Never raises and never waits for long. What was not answered is not in the result: then
    nobody knows whether it was done, and asking again under the same id is always right."""

    def info(self, accounts: Sequence[str]) -> Mapping[str, AccountInfo]:
        """What the accounts can spend now, by number."""
        ...

    def reserve(self, items: Sequence[Reservation]) -> Mapping[UUID, Answer]:
        """Set money aside, in the order of the items."""
        ...

    def capture(self, items: Sequence[Capture]) -> Mapping[UUID, Answer]:
        """Take what was reserved."""
        ...

    def release(self, ids: Sequence[UUID]) -> Mapping[UUID, Answer]:
        """Let reservations go; an unknown id will never reserve."""
        ...

    def reverse(self, items: Sequence[Reversal]) -> Mapping[UUID, Answer]:
        """Give back."""
        ...

    def find(self, ids: Sequence[UUID]) -> Mapping[UUID, Answer]:
        """How ids stand."""
        ...
