"""Documents of the contract, written and read.

Of a list's answer each item stands for itself: one that cannot be understood counts as not
answered, and its neighbours are not doubted.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from backend.books.contract import Told, ToldAccount
from backend.domain.services.booking.account_book import (
    AccountInfo,
    Answer,
    BookState,
    Capture,
    Reservation,
    Reversal,
)
from backend.domain.values.codes import Code
from backend.domain.values.money import format_money
from backend.domain.values.status import AccountStatus

_Kind = TypeVar("_Kind", bound=BaseModel)

REASONS: Mapping[str, Code] = {
    "not_enough_money": Code.NOT_ENOUGH_MONEY,
    "account_blocked": Code.ACCOUNT_BLOCKED,
    "unknown_account": Code.UNKNOWN_ACCOUNT,
}
"""Why a reservation may be refused. A word that is not here counts as lack of money."""

_STATUS = {"active": AccountStatus.ACTIVE, "blocked": AccountStatus.BLOCKED, "unknown": None}


def infos(document: object) -> dict[str, AccountInfo]:
    """The accounts of an answer to ``info``, by number."""
    return {
        told.account: AccountInfo(
            account=told.account, status=_STATUS[told.state], available=told.available
        )
        for told in _items(document, "accounts", ToldAccount)
        if told.state in _STATUS
    }


def answers(document: object) -> dict[UUID, Answer]:
    """The items of any other answer, by id. Nothing reserved is no reservation."""
    return {
        told.id: _answer(told)
        for told in _items(document, "items", Told)
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


def _answer(told: Told) -> Answer:
    refused = told.state is BookState.REFUSED
    reason = REASONS.get(told.reason or "", Code.NOT_ENOUGH_MONEY) if refused else None
    return Answer(
        id=told.id,
        state=told.state,
        amount=told.amount,
        available=told.available,
        reason=reason,
    )


def _items(document: object, name: str, kind: type[_Kind]) -> Iterator[_Kind]:
    listed = document.get(name) if isinstance(document, dict) else None
    items: Sequence[object] = listed if isinstance(listed, list) else ()
    for item in items:
        try:
            yield kind.model_validate(item)
        except ValidationError:
            continue
