"""Accounts in a file, and how they compare with those that are there."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from backend.domain.errors import InvalidRequest
from backend.domain.services.administration.open_account import (
    MAX_HOLDER,
    MAX_TARIFFS,
    TARIFF_ID,
    NewAccount,
)
from backend.domain.services.importing.cells import amount_of, text_of, word_of
from backend.domain.services.importing.report import RowReport, RowResult
from backend.domain.services.importing.table import Cells, Column, Parsed
from backend.domain.services.importing.unreadable import RowFlaw, RowRefused
from backend.domain.services.notifying.contacts import (
    MAX_EMAIL,
    acceptable_email,
    acceptable_phone,
)
from backend.domain.values.codes import Code
from backend.domain.values.identifiers import ACCOUNT_NUMBER
from backend.domain.values.status import AccountStatus

COLUMNS = (
    Column("number", ("account", "номер", "лицевой счёт", "номер счёта", "счёт")),
    Column("holder", ("владелец", "абонент", "фио")),
    Column("status", ("состояние", "статус"), required=False),
    Column("credit_limit", ("кредитный лимит", "лимит"), required=False),
    Column("tariffs", ("тарифы", "тариф"), required=False),
    Column("email", ("e-mail", "почта", "электронная почта"), required=False),
    Column("phone", ("телефон",), required=False),
)
_NUMBER = re.compile(ACCOUNT_NUMBER, re.ASCII)
_TARIFF = re.compile(TARIFF_ID)
_LONGEST_TARIFFS = 1000
_STATUSES = {
    "": AccountStatus.ACTIVE,
    "active": AccountStatus.ACTIVE,
    "активен": AccountStatus.ACTIVE,
    "активный": AccountStatus.ACTIVE,
    "blocked": AccountStatus.BLOCKED,
    "заблокирован": AccountStatus.BLOCKED,
}


class KnownAccount(NamedTuple):
    """An account as far as a file can tell it; ``credit_limit`` in kopecks."""

    holder: str
    status: str
    credit_limit: int
    tariffs: tuple[str, ...]
    email: str = ""
    phone: str = ""


def account_of(cells: Cells) -> NewAccount:
    """The account that a row asks for. Raises ``RowRefused``."""
    return NewAccount(
        number=word_of(cells, "number", _NUMBER),
        holder=text_of(cells, "holder", MAX_HOLDER, required=True),
        status=_status_of(cells),
        credit_limit=amount_of(cells, "credit_limit") if cells.get("credit_limit") else 0,
        tariffs=_tariffs_of(cells),
        email=_address_of(cells, "email", acceptable_email),
        phone=_address_of(cells, "phone", acceptable_phone),
    )


def known_as(account: NewAccount) -> KnownAccount:
    """A new account, as it is known afterwards."""
    return KnownAccount(
        account.holder,
        account.status,
        account.credit_limit,
        tuple(account.tariffs),
        account.email,
        account.phone,
    )


def judge_accounts(
    rows: Sequence[Parsed[NewAccount]],
    known: Mapping[str, KnownAccount],
    fields: Sequence[str],
    *,
    elsewhere: bool,
) -> list[RowReport]:
    """What becomes of each row where these accounts are known already.

    The first row with a number that is not known creates it, and the next ones meet it. Only the
    columns of the file are compared, and that an account is not closed. ``elsewhere``: another
    billing keeps new accounts' money, and they can have no credit here.
    """
    met = dict(known)
    reports = []
    for row, account in rows:
        there = met.get(account.number)
        if there is None and may_open(account, elsewhere=elsewhere):
            met[account.number] = known_as(account)
        reports.append(_report(row, account, there, fields, elsewhere=elsewhere))
    return reports


def may_open(account: NewAccount, *, elsewhere: bool) -> bool:
    """Whether a new account may be as it is asked for."""
    return not (elsewhere and account.credit_limit)


def _report(
    row: int,
    account: NewAccount,
    there: KnownAccount | None,
    fields: Sequence[str],
    *,
    elsewhere: bool,
) -> RowReport:
    result, code, field = RowResult.CREATED, None, None
    if there is not None:
        field = _difference(known_as(account), there, fields)
        result = RowResult.DIFFERS if field else RowResult.SAME
        code = "already_exists" if field else None
    elif not may_open(account, elsewhere=elsewhere):
        result, code, field = RowResult.REFUSED, Code.KEPT_ELSEWHERE.value, "credit_limit"
    return RowReport(row=row, result=result, key=account.number, code=code, field=field)


def _difference(wanted: KnownAccount, there: KnownAccount, fields: Sequence[str]) -> str | None:
    if there.status == AccountStatus.CLOSED:
        return "status"
    compared = [name for name in KnownAccount._fields if name in fields]
    return next((name for name in compared if getattr(wanted, name) != getattr(there, name)), None)


def _address_of(cells: Cells, field: str, read: Callable[[str], str]) -> str:
    text = text_of(cells, field, MAX_EMAIL)
    try:
        return read(text) if text else ""
    except InvalidRequest:
        raise RowRefused(RowFlaw.MALFORMED, field) from None


def _status_of(cells: Cells) -> AccountStatus:
    status = _STATUSES.get(cells.get("status", "").casefold())
    if status is None:
        raise RowRefused(RowFlaw.MALFORMED, "status")
    return status


def _tariffs_of(cells: Cells) -> tuple[str, ...]:
    tariffs = tuple(text_of(cells, "tariffs", _LONGEST_TARIFFS).split(" "))
    tariffs = tuple(tariff for tariff in tariffs if tariff)
    if len(tariffs) > MAX_TARIFFS or not all(_TARIFF.fullmatch(tariff) for tariff in tariffs):
        raise RowRefused(RowFlaw.MALFORMED, "tariffs")
    return tariffs
