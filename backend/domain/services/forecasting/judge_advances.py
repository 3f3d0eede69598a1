"""Which advance invoices an account shall have: those that stand are judged anew, others issued.

A period is asked for once. While its invoice is open it follows what will be debited: it is settled
when the money has come or the debit has happened, replaced when more is asked for or other lines,
voided when nothing of it is due any more. What a settled one asked for is not asked for again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.services.forecasting.advance_rows import (
    AdvanceDraft,
    AdvanceEnd,
    OpenAdvance,
    PeriodKey,
)
from backend.domain.services.forecasting.forecast import Debit, DebitLine, Forecast
from backend.domain.values.advance import AdvancePolicy, AdvanceState

PAID, CHARGED, COVERED, OTHER, NOT_DUE = (
    "paid",
    "charged",
    "covered",
    "changed",
    "nothing is due",
)


@dataclass(frozen=True, slots=True)
class AdvanceRules:
    """``days`` before a debit its advance invoice is issued; with 0, none is."""

    days: int
    policy: AdvancePolicy = AdvancePolicy.MISSING


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of the open ones that do not stay as they are, and what is issued."""

    ends: tuple[AdvanceEnd, ...] = ()
    drafts: tuple[AdvanceDraft, ...] = ()


def judge_advances(
    forecast: Forecast,
    standing: Sequence[OpenAdvance],
    invoiced: Collection[PeriodKey],
    rules: AdvanceRules,
) -> Judgement:
    """The judgement on one account. ``invoiced``: periods of which others than the ``standing``
    ones have asked already."""
    due = {_key(line): debit for debit in forecast.debits for line in debit.billed}
    claimed = {*invoiced, *(line.key for each in standing for line in each.lines)}
    judged = [(each, _judge(each, due, claimed)) for each in standing]
    changed = [each for each, end in judged if end and end.state is AdvanceState.REPLACED]
    ends = [end for _, end in judged if end and end.state is not AdvanceState.REPLACED]
    kept = [each for each, end in judged if end is None]
    settled = [end.invoice for end in ends if end.state is AdvanceState.SETTLED]
    asked = {*invoiced, *(line.key for each in (*kept, *settled) for line in each.lines)}
    days = {each.due_on for each in kept}
    drafts = tuple(_drafts(forecast, changed, asked, days, rules))
    ends += [_end_of_changed(each, drafts, due) for each in changed]
    return Judgement(tuple(ends), drafts)


def asks_for(forecast: Forecast, rules: AdvanceRules) -> bool:
    """Whether an account may need an advance invoice now, as far as its forecast tells."""
    last = forecast.as_of + timedelta(days=rules.days)
    return any(
        debit.billed and _payable(debit, debit.billed, rules.policy) > 0
        for debit in forecast.debits
        if forecast.as_of < debit.on <= last
    )


def _judge(
    invoice: OpenAdvance, due: Mapping[PeriodKey, Debit], claimed: set[PeriodKey]
) -> AdvanceEnd | None:
    """What becomes of it; ``None`` where it stays as it is."""
    left = [line for line in invoice.lines if not line.is_charged]
    still = [line for line in left if line.key in due]
    if not still:
        was_charged = len(left) < len(invoice.lines)
        state = AdvanceState.SETTLED if was_charged else AdvanceState.VOIDED
        return AdvanceEnd(invoice, state, CHARGED if was_charged else NOT_DUE)
    debit = due[still[0].key]
    others = claimed - {line.key for line in invoice.lines}
    now = {
        _key(line): (line.amount, line.vat_amount)
        for line in debit.billed
        if _key(line) not in others
    }
    if now != {line.key: (line.amount, line.vat_amount) for line in left}:
        return AdvanceEnd(invoice, AdvanceState.REPLACED, OTHER)
    return _judge_money(invoice, debit)


def _judge_money(invoice: OpenAdvance, debit: Debit) -> AdvanceEnd | None:
    if debit.available is None or invoice.available is None:
        return None
    if debit.available >= invoice.available + invoice.payable:
        return AdvanceEnd(invoice, AdvanceState.SETTLED, PAID)
    if invoice.policy is AdvancePolicy.MISSING and debit.available < invoice.available:
        return AdvanceEnd(invoice, AdvanceState.REPLACED, OTHER)
    return None


def _drafts(
    forecast: Forecast,
    changed: Iterable[OpenAdvance],
    asked: Collection[PeriodKey],
    kept: Collection[date],
    rules: AdvanceRules,
) -> Iterator[AdvanceDraft]:
    replaced = {_first_key(each): each for each in changed}
    last = forecast.as_of + timedelta(days=rules.days)
    for debit in forecast.debits:
        lines = tuple(line for line in debit.billed if _key(line) not in asked)
        old = next((replaced[key] for key in map(_key, debit.billed) if key in replaced), None)
        is_time = forecast.as_of < debit.on <= last
        if not lines or debit.on in kept or not (is_time or old):
            continue
        policy = old.policy if old else rules.policy
        payable = _payable(debit, lines, policy)
        if payable > 0:
            yield AdvanceDraft(
                due_on=debit.on,
                policy=policy,
                lines=lines,
                available=debit.available,
                payable=payable,
                replaces=old,
            )


def _payable(debit: Debit, lines: Iterable[DebitLine], policy: AdvancePolicy) -> int:
    """What is asked for: with ``MISSING`` what there is pays first, and a debt is asked for too."""
    if policy is AdvancePolicy.FULL:
        return sum(line.amount for line in lines)
    if debit.available is None:
        return 0
    return max(0, sum(line.amount for line in debit.billed) - debit.available)


def _end_of_changed(
    invoice: OpenAdvance, drafts: Iterable[AdvanceDraft], due: Mapping[PeriodKey, Debit]
) -> AdvanceEnd:
    """One that is not as it was; without a successor, what it asked for has become covered."""
    if any(draft.replaces is invoice for draft in drafts):
        return AdvanceEnd(invoice, AdvanceState.REPLACED, OTHER)
    if any(line.key in due for line in invoice.lines):
        return AdvanceEnd(invoice, AdvanceState.SETTLED, COVERED)
    return AdvanceEnd(invoice, AdvanceState.VOIDED, NOT_DUE)


def _first_key(invoice: OpenAdvance) -> PeriodKey:
    return next(line.key for line in invoice.lines if not line.is_charged)


def _key(line: DebitLine) -> PeriodKey:
    return (line.subscription_id, line.period_start)
