"""Payments in a file, and what became of them."""

import re
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from backend.domain.commands import OPERATOR_TERMS, Origin, Pay
from backend.domain.outcome import Outcome
from backend.domain.services.importing.cells import positive_amount_of, text_of, word_of
from backend.domain.services.importing.report import RowReport, RowResult
from backend.domain.services.importing.table import Cells, Column, Parsed
from backend.domain.values.codes import Code
from backend.domain.values.identifiers import ACCOUNT_NUMBER, EXTERNAL_ID

COLUMNS = (
    Column("document", ("документ", "номер документа", "номер платежа")),
    Column("account", ("number", "лицевой счёт", "номер счёта", "счёт")),
    Column("amount", ("сумма",)),
    Column("text", ("назначение", "назначение платежа", "комментарий"), required=False),
)
MAX_TEXT = 500
_DOCUMENT = re.compile(EXTERNAL_ID, re.ASCII)
_NUMBER = re.compile(ACCOUNT_NUMBER, re.ASCII)


class NewPayment(NamedTuple):
    """Money that came in; ``amount`` in kopecks."""

    document: str
    account: str
    amount: int
    text: str

    def command(self, new_id: Callable[[], UUID], origin: Origin) -> Pay:
        """The operation that records it."""
        return Pay(
            id=new_id(),
            terms=OPERATOR_TERMS,
            origin=origin,
            external_id=self.document,
            account=self.account,
            amount=self.amount,
            text=self.text,
        )


def payment_of(cells: Cells) -> NewPayment:
    """The payment that a row tells of. Raises ``RowRefused``."""
    return NewPayment(
        document=word_of(cells, "document", _DOCUMENT),
        account=word_of(cells, "account", _NUMBER),
        amount=positive_amount_of(cells, "amount"),
        text=text_of(cells, "text", MAX_TEXT),
    )


def report_of(row: Parsed[NewPayment], outcome: Outcome) -> RowReport:
    """What became of a row."""
    code = None if outcome.ok else outcome.code
    return RowReport(
        row=row.row,
        result=_result_of(outcome),
        key=row.item.document,
        code=code,
        field=_BLAMED.get(outcome.code),
    )


_BLAMED = {
    Code.UNKNOWN_ACCOUNT: "account",
    Code.KEPT_ELSEWHERE: "account",
    Code.CONFLICT: "document",
}


def _result_of(outcome: Outcome) -> RowResult:
    if outcome.ok:
        return RowResult.SAME if outcome.replayed else RowResult.CREATED
    return RowResult.DIFFERS if outcome.code is Code.CONFLICT else RowResult.REFUSED
