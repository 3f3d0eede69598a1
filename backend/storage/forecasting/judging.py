"""Judge accounts' advance invoices: by the chunk, under their locks, in one transaction."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from psycopg import Connection

from backend.domain.events import Topic
from backend.domain.services.forecasting.advance_rows import (
    AdvanceDraft,
    AdvanceEnd,
    AdvanceLineRow,
    AdvanceRow,
    OpenAdvance,
)
from backend.domain.services.forecasting.announce import Told
from backend.domain.services.forecasting.foresee import Ahead, foresee
from backend.domain.services.forecasting.judge_advances import AdvanceRules, judge_advances
from backend.domain.services.invoicing.issue import Issuing
from backend.domain.values.advance import AdvanceState, format_advance_number
from backend.storage.forecasting.advances import AdvanceBook, Closing
from backend.storage.forecasting.loading import load_situations
from backend.storage.forecasting.telling import tell, wanted
from backend.storage.invoicing.book import PostgresInvoiceBook

Driver = Connection[Any]

CHUNK = 500
_CLOSED = "the account is closed"

_MARKED = "SELECT account_id FROM advance_check ORDER BY account_id LIMIT %s"
_UNMARK = "DELETE FROM advance_check WHERE account_id = ANY (%s)"
_TOPICS = {
    AdvanceState.OPEN: Topic.ADVANCE_INVOICE_ISSUED,
    AdvanceState.SETTLED: Topic.ADVANCE_INVOICE_SETTLED,
    AdvanceState.VOIDED: Topic.ADVANCE_INVOICE_VOIDED,
}


class Judging(NamedTuple):
    """By which rules, looking ahead how, issued by whom."""

    rules: AdvanceRules
    ahead: Ahead
    issuing: Issuing


class Written(NamedTuple):
    """What was written: issued ones, and those that came to an end."""

    issued: int
    ended: int


def judge_marked(driver: Driver, judging: Judging) -> int:
    """One chunk of accounts whose money or subscriptions have changed; how many were judged."""
    marked = [row[0] for row in driver.execute(_MARKED, [CHUNK])]
    if marked:
        judge(driver, marked, judging)
    return len(marked)


def judge(driver: Driver, account_ids: Sequence[int], judging: Judging) -> Written:
    """Lock the accounts, and make their advance invoices those that they shall have."""
    if not account_ids:
        return Written(0, 0)
    situations = load_situations(driver, account_ids, lock=True)
    driver.execute(_UNMARK, [list(account_ids)])
    ids = [situation.account.id for situation in situations]
    book, today = AdvanceBook(driver), judging.ahead.moment.today
    standing, covered = book.standing(account_ids), book.covered(ids, today)
    drafts: list[tuple[int, AdvanceDraft]] = []
    ends = [
        (account_id, AdvanceEnd(invoice, AdvanceState.VOIDED, _CLOSED))
        for account_id in standing.keys() - set(ids)
        for invoice in standing[account_id]
    ]
    for situation in situations:
        account_id = situation.account.id
        own = standing.get(account_id, [])
        forecast = foresee(situation, _as_far_as_needed(judging, own))
        judged = judge_advances(forecast, own, covered.get(account_id, ()), judging.rules)
        drafts += ((account_id, draft) for draft in judged.drafts)
        ends += ((account_id, end) for end in judged.ends)
    _write(driver, book, drafts, ends, judging.issuing)
    return Written(len(drafts), len(ends))


def _as_far_as_needed(judging: Judging, standing: Sequence[OpenAdvance]) -> Ahead:
    last = judging.ahead.moment.today + timedelta(days=judging.rules.days)
    days = [last, *(invoice.due_on for invoice in standing)]
    return judging.ahead._replace(until=max(days))


def _write(
    driver: Driver,
    book: AdvanceBook,
    drafts: Sequence[tuple[int, AdvanceDraft]],
    ends: Sequence[tuple[int, AdvanceEnd]],
    issuing: Issuing,
) -> None:
    invoices: list[AdvanceRow] = []
    if drafts:
        PostgresInvoiceBook(driver).remember_seller(issuing.seller)
        invoices = list(_numbered(book, drafts, issuing))
    at = issuing.moment.at
    successors = {
        draft.replaces.id: row.id
        for (_, draft), row in zip(drafts, invoices, strict=True)
        if draft.replaces
    }
    book.close(
        [
            Closing(
                account_id,
                end.invoice.id,
                end.state,
                at,
                end.reason,
                successors.get(end.invoice.id),
                covers=end.state is AdvanceState.SETTLED,
            )
            for account_id, end in ends
        ]
    )
    lines = [
        line
        for (_, draft), row in zip(drafts, invoices, strict=True)
        for line in _lines(row, draft)
    ]
    book.store(invoices, lines)
    asked = wanted(driver, list(_TOPICS.values()))
    if asked:
        facts = (*_told_of_issued(invoices), *_told_of_ends(ends, issuing))
        tell(driver, [fact for fact in facts if fact.topic in asked])


def _numbered(
    book: AdvanceBook, drafts: Sequence[tuple[int, AdvanceDraft]], issuing: Issuing
) -> Iterator[AdvanceRow]:
    """Numbers come last, so whoever has the counter waits for nobody."""
    payers = book.payers([account_id for account_id, _ in drafts])
    year, digest = issuing.moment.today.year, issuing.seller.digest()
    first = book.reserve(issuing.seller.inn, year, len(drafts))
    for number, (account_id, draft) in enumerate(drafts, start=first):
        yield AdvanceRow(
            account_id,
            issuing.new_id(),
            issuing.seller.inn,
            year,
            number,
            draft.due_on,
            draft.policy,
            payers[account_id],
            digest,
            draft.total,
            draft.vat_total,
            draft.available,
            draft.payable,
            issuing.moment.today,
            issuing.moment.at,
        )


def _lines(row: AdvanceRow, draft: AdvanceDraft) -> Iterator[AdvanceLineRow]:
    for place, line in enumerate(draft.lines, start=1):
        yield AdvanceLineRow(
            row.account_id,
            row.id,
            place,
            line.subscription_id,
            line.product_id,
            line.text,
            line.charge_type,
            line.period_start,
            line.period_end,
            line.quantity,
            line.amount,
            line.vat_kind,
            line.vat_rate,
            line.vat_amount,
            line.vat_note,
        )


def _told_of_issued(invoices: Sequence[AdvanceRow]) -> Iterator[Told]:
    for row in invoices:
        content = {
            "invoice": str(row.id),
            "number": format_advance_number(row.year, row.number),
            "on": row.due_on.isoformat(),
            "total": row.total,
            "payable": row.payable,
        }
        topic = Topic.ADVANCE_INVOICE_ISSUED
        yield Told(row.id, row.created_at, topic, row.account_id, None, content)


def _told_of_ends(ends: Sequence[tuple[int, AdvanceEnd]], issuing: Issuing) -> Iterator[Told]:
    for account_id, end in ends:
        if end.state in _TOPICS:
            yield told_of_end(account_id, end, issuing)


def told_of_end(account_id: int, end: AdvanceEnd, issuing: Issuing) -> Told:
    """The fact that an advance invoice was settled or voided."""
    invoice = end.invoice
    content = {
        "invoice": str(invoice.id),
        "number": format_advance_number(invoice.year, invoice.number),
        "on": invoice.due_on.isoformat(),
        "total": invoice.total,
        "payable": invoice.payable,
    }
    id_: UUID = uuid5(invoice.id, end.state.value)
    return Told(id_, issuing.moment.at, _TOPICS[end.state], account_id, None, content)
