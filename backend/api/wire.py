"""The forms in which values travel over REST, and their documentation.

They are the domain's own forms (money, account numbers, ids), checked by the domain's own rules;
texts are bounded and free of control characters, which a database could not keep.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic.types import StringConstraints

from backend.domain.values.identifiers import ACCOUNT_NUMBER, EXTERNAL_ID
from backend.domain.values.money import format_money, parse_money
from backend.domain.values.status import SubscriptionState

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Dates outside are typing errors, and arithmetic on the calendar's edge is an error itself."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ONE_LINE = r"^[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


class Incoming(BaseModel):
    """Base of request documents: no unknown field, no conversion of one type into another."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Outgoing(BaseModel):
    """Base of answers."""

    model_config = ConfigDict(frozen=True)


def _read_amount(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError('an amount is a text such as "50.00"')
    return parse_money(value)


def _read_positive_amount(value: object) -> int:
    amount = _read_amount(value)
    if amount == 0:
        raise ValueError("an amount is greater than zero")
    return amount


def _read_day(value: object) -> date:
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        raise ValueError('a date is a text such as "2013-05-30"')
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"a date is between {FIRST_DAY} and {LAST_DAY}")
    return day


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **schema})


_MONEY = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$"

Amount = Annotated[
    int,
    BeforeValidator(_read_positive_amount),
    _schema(pattern=_MONEY, examples=["50.00"], description="Roubles, greater than zero."),
]
Price = Annotated[
    int,
    BeforeValidator(_read_amount),
    _schema(pattern=_MONEY, examples=["50.00"], description="Roubles."),
]
Money = Annotated[
    int,
    PlainSerializer(format_money, return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$", "examples": ["450.00"]},
    ),
]
Day = Annotated[date, BeforeValidator(_read_day), _schema(format="date", examples=["2013-05-30"])]
AccountNumber = Annotated[
    str,
    StringConstraints(pattern=f"^{ACCOUNT_NUMBER}$"),
    Field(description="Account number (лицевой счёт); leading zeros count.", examples=["000123"]),
]
ExternalId = Annotated[
    str,
    StringConstraints(pattern=f"^{EXTERNAL_ID}$"),
    Field(description="The caller's own id; the same id is the same operation for ever."),
]
Name = Annotated[str, StringConstraints(max_length=200, pattern=_ONE_LINE)]
Text = Annotated[str, StringConstraints(max_length=500, pattern=_LINES)]
State = Annotated[SubscriptionState, Field(strict=False)]
