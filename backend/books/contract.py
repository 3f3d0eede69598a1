"""The documents of the contract, as ``openapi/book.json`` shows them to the other billing.

What is sent is written in these forms, and what is answered is read by them.
"""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from backend.domain.services.booking.account_book import BookState
from backend.domain.values.money import parse_money


def _kopecks(text: object) -> int:
    if isinstance(text, int) and not isinstance(text, bool):
        return text  # ours
    if not isinstance(text, str):
        raise ValueError("a sum is a string")
    sign = -1 if text.startswith("-") else 1
    return sign * parse_money(text.removeprefix("-"))


_PATTERN = r"^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$"
Sum = Annotated[
    int,
    BeforeValidator(_kopecks),
    WithJsonSchema({"type": "string", "pattern": _PATTERN, "examples": ["50.00"]}),
]
"""Kopecks here; on the wire a decimal in a string, in roubles."""


class Document(BaseModel):
    """Unknown fields are passed over, so that either side may add some."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class AccountsAsked(Document):
    """Which accounts are asked about."""

    accounts: list[str] = Field(max_length=500, description="Account numbers, leading zeros kept.")


class ToldAccount(Document):
    """An account, now."""

    account: str
    state: str = Field(description="`active`, `blocked` (may not pay) or `unknown`.")
    available: Sum = Field(
        0, description="What it can spend: its balance with credit, without what is set aside."
    )


class ToldAccounts(Document):
    """One item for each account that was asked about."""

    accounts: list[ToldAccount]


class ReservationAsked(Document):
    """Money to set aside."""

    id: UUID = Field(description="Ours, and for ever: the same id is the same reservation.")
    account: str
    amount: Sum
    partly: bool = Field(
        False, description="Set aside as much of the sum as there is; without it all or nothing."
    )
    text: str = Field("", description="For what, for people.")


class CaptureAsked(Document):
    """A reservation of which money is taken for good; the rest of it is let go."""

    id: UUID
    amount: Sum = Field(description="Never more than was set aside.")


class ReversalAsked(Document):
    """Money to give back."""

    id: UUID = Field(description="The reversal's own; the same id is the same reversal.")
    account: str
    amount: Sum
    reservation: UUID | None = Field(
        None,
        description="Of whose captured money it is a part or the whole; null where the charge is "
        "older than your keeping of the account.",
    )


class IdAsked(Document):
    """Something that was asked under an id, a reservation or a reversal."""

    id: UUID


class ReserveList(Document):
    """To be done in the order of the list, as far as the money goes."""

    items: list[ReservationAsked] = Field(max_length=500)


class CaptureList(Document):
    """What is to be taken."""

    items: list[CaptureAsked] = Field(max_length=500)


class ReverseList(Document):
    """What is to be given back."""

    items: list[ReversalAsked] = Field(max_length=500)


class IdList(Document):
    """Ids."""

    items: list[IdAsked] = Field(max_length=500)


class Told(Document):
    """How an id stands now. The same question is always answered alike once it is settled."""

    id: UUID
    state: BookState
    amount: Sum = Field(
        0, description="What is set aside, was captured or was given back under the id."
    )
    available: Sum | None = Field(
        None, description="What the account can spend beside what is set aside."
    )
    reason: str | None = Field(
        None,
        description="Of a refusal: `not_enough_money`, `account_blocked` or `unknown_account`.",
    )


class ToldList(Document):
    """One item for each id that was asked about; one that is missing will be asked about again."""

    items: list[Told]
