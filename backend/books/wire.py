"""The contract's documents: what is sent, and what of an answer is believed.

Sums are decimals in strings. Of a list's answer each item stands for itself: one that cannot be
understood counts as not answered, and its neighbours are not doubted.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from backend.domain.services.booking.account_book import (
    AccountInfo,
    Answer,
    BookState,
    Capture,
    Reservation,
    Reversal,
)
from backend.domain.values.codes import Code
from backend.domain.values.money import format_money, parse_money
from backend.domain.values.status import AccountStatus

_Told = TypeVar("_Told", bound=BaseModel)

REASONS: Mapping[str, Code] = {
    "not_enough_money": Code.NOT_ENOUGH_MONEY,
    "account_blocked": Code.ACCOUNT_BLOCKED,
    "unknown_account": Code.UNKNOWN_ACCOUNT,
}
"""Why a reservation may be refused. A word that is not here counts as lack of money."""


def _kopecks(text: object) -> int:
    if not isinstance(text, str):
        raise ValueError("a sum is a string")
    sign = -1 if text.startswith("-") else 1
    return sign * parse_money(text.removeprefix("-"))


_Sum = Annotated[int, BeforeValidator(_kopecks)]


class _Item(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _ToldAccount(_Item):
    account: str
    state: str
    available: _Sum = 0


class _ToldBooking(_Item):
    id: UUID
    state: BookState
    amount: _Sum = 0
    available: _Sum | None = None
    reason: str | None = None


def infos(document: object) -> dict[str, AccountInfo]:
    """The accounts of an answer to ``info``, by number."""
    return {
        told.account: AccountInfo(
            account=told.account, status=_STATUS.get(told.state), available=told.available
        )
        for told in _items(document, "accounts", _ToldAccount)
        if told.state in _STATUS or told.state == "unknown"
    }


def answers(document: object) -> dict[UUID, Answer]:
    """The items of any other answer, by id."""
    return {
        told.id: Answer(
            id=told.id,
            state=told.state,
            amount=told.amount,
            available=told.available,
            reason=REASONS.get(told.reason or "", Code.NOT_ENOUGH_MONEY)
            if told.state is BookState.REFUSED
            else None,
        )
        for told in _items(document, "items", _ToldBooking)
        if told.amount > 0 or told.state is not BookState.RESERVED
    }


def reservation(item: Reservation) -> dict[str, Any]:
    """An item of ``reserve``."""
    return {
        "id": str(item.id),
        "account": item.account,
        "amount": format_money(item.amount),
        "partly": item.partly,
        "text": item.text,
    }


def capture(item: Capture) -> dict[str, Any]:
    """An item of ``capture``."""
    return {"id": str(item.id), "amount": format_money(item.amount)}


def reversal(item: Reversal) -> dict[str, Any]:
    """An item of ``reverse``."""
    return {
        "id": str(item.id),
        "account": item.account,
        "amount": format_money(item.amount),
        "reservation": str(item.reservation) if item.reservation else None,
    }


def by_id(id_: UUID) -> dict[str, Any]:
    """An item of ``release`` and ``find``."""
    return {"id": str(id_)}


_STATUS = {"active": AccountStatus.ACTIVE, "blocked": AccountStatus.BLOCKED}


def _items(document: object, name: str, kind: type[_Told]) -> Iterator[_Told]:
    listed = document.get(name) if isinstance(document, dict) else None
    items: Sequence[object] = listed if isinstance(listed, list) else ()
    for item in items:
        try:
            yield kind.model_validate(item)
        except ValidationError:
            continue
