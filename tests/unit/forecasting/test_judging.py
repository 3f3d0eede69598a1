"""Which advance invoices an account shall have, in the cases that are rare."""

from datetime import date
from uuid import UUID

from backend.domain.services.forecasting.advance_rows import OpenAdvance, OpenLine
from backend.domain.services.forecasting.forecast import Debit, DebitLine, Forecast
from backend.domain.services.forecasting.judge_advances import (
    AdvanceRules,
    Judgement,
    asks_for,
    judge_advances,
)
from backend.domain.values.advance import AdvancePolicy, AdvanceState
from backend.domain.values.vat import VatKind

TODAY, JUNE_1, JUNE_2 = date(2026, 5, 28), date(2026, 6, 1), date(2026, 6, 2)
RULES = AdvanceRules(5, AdvancePolicy.MISSING)
IN_FULL = AdvanceRules(5, AdvancePolicy.FULL)


def line(
    subscription: int, amount: int = 50_00, start: date = JUNE_1, *, expected: bool = False
) -> DebitLine:
    """What a subscription will cost."""
    return DebitLine(
        subscription_id=UUID(int=subscription),
        product_id=UUID(int=1),
        product="kav",
        integrator_id=0,
        charge_type="software",
        text="kav",
        period_start=start,
        period_end=date(2026, 7, 1),
        quantity=1,
        full_price=amount,
        amount=amount,
        vat_kind=VatKind.OUTSIDE,
        vat_rate=0,
        vat_amount=0,
        vat_note="",
        expected=expected,
    )


def debit(*lines: DebitLine, on: date = JUNE_1, available: int | None = 0) -> Debit:
    """A day's debit."""
    amount = sum(each.amount for each in lines)
    missing = None if available is None else max(0, amount - available)
    return Debit(on=on, lines=lines, available=available, missing=missing)


def forecast(*debits: Debit, today: date = TODAY) -> Forecast:
    """What is coming."""
    return Forecast(
        account_id=1,
        account="1",
        as_of=today,
        until=date(2026, 7, 31),
        available=0,
        is_blocked=False,
        debits=debits,
        on_resumption=(),
        unforeseen=(),
    )


def standing(
    *lines: DebitLine,
    due_on: date = JUNE_1,
    available: int | None = 0,
    charged: tuple[int, ...] = (),
    policy: AdvancePolicy = AdvancePolicy.MISSING,
) -> OpenAdvance:
    """An open one that was issued for these lines."""
    total = sum(each.amount for each in lines)
    return OpenAdvance(
        id=UUID(int=99),
        year=2026,
        number=1,
        due_on=due_on,
        policy=policy,
        total=total,
        available=available,
        payable=total - (available or 0) if policy is AdvancePolicy.MISSING else total,
        lines=tuple(
            OpenLine(
                each.subscription_id,
                each.period_start,
                each.amount,
                each.vat_amount,
                each.subscription_id.int in charged,
            )
            for each in lines
        ),
    )


def told(judged: Judgement) -> list[tuple[str, str]]:
    """What becomes of the open ones, and why."""
    return [(end.state.value, end.reason) for end in judged.ends]


def test_one_line_charged_and_the_other_not_due_any_more_is_settled() -> None:
    judged = judge_advances(
        forecast(today=JUNE_1), [standing(line(1), line(2), charged=(1,))], (), RULES
    )
    assert told(judged) == [("settled", "charged")]


def test_the_rest_of_a_run_that_is_under_way_keeps_it_open() -> None:
    rest = forecast(debit(line(2)), today=JUNE_1)
    judged = judge_advances(rest, [standing(line(1), line(2), charged=(1,))], (), RULES)
    assert judged == Judgement()


def test_two_days_that_a_late_run_makes_one_stay_two_documents() -> None:
    late = debit(line(1), line(2, start=JUNE_2), on=JUNE_2, available=-50_00)
    judged = judge_advances(
        forecast(late, today=JUNE_2),
        [
            standing(line(1), available=-50_00),
            standing(line(2, start=JUNE_2), due_on=JUNE_2, available=-50_00),
        ],
        (),
        RULES,
    )
    assert judged == Judgement()


def test_a_lower_price_that_the_balance_covers_settles_it() -> None:
    cheaper = forecast(debit(line(1, 20_00), available=30_00))
    judged = judge_advances(cheaper, [standing(line(1), available=30_00)], (), RULES)
    assert told(judged) == [("settled", "covered")]
    assert judged.drafts == ()


def test_its_successor_keeps_its_policy_and_its_day() -> None:
    dearer = forecast(debit(line(1, 60_00), on=date(2026, 6, 20), available=60_00))
    old = standing(line(1), due_on=date(2026, 6, 20), policy=AdvancePolicy.FULL)
    judged = judge_advances(dearer, [old], (), AdvanceRules(5, AdvancePolicy.MISSING))
    assert told(judged) == [("replaced", "changed")]
    (draft,) = judged.drafts
    assert (draft.policy, draft.due_on, draft.payable, draft.replaces) == (
        AdvancePolicy.FULL,
        date(2026, 6, 20),
        60_00,
        old,
    )


def test_what_others_have_asked_for_is_not_asked_for_again() -> None:
    coming = forecast(debit(line(1), line(2)))
    (draft,) = judge_advances(coming, [], {(UUID(int=1), JUNE_1)}, IN_FULL).drafts
    assert [each.subscription_id.int for each in draft.lines] == [2]
    assert draft.payable == 50_00


def test_what_platforms_charge_is_not_asked_for() -> None:
    coming = forecast(debit(line(1, expected=True)))
    assert not asks_for(coming, RULES)
    assert judge_advances(coming, [], (), RULES) == Judgement()


def test_where_nobody_knows_what_there_is_only_the_full_sum_is_asked_for() -> None:
    unknown = forecast(debit(line(1), available=None))
    assert judge_advances(unknown, [], (), RULES).drafts == ()
    (draft,) = judge_advances(unknown, [], (), IN_FULL).drafts
    assert (draft.payable, draft.available) == (50_00, None)
    open_one = standing(line(1), available=None, policy=AdvancePolicy.FULL)
    assert judge_advances(unknown, [open_one], (), IN_FULL) == Judgement()


def test_with_no_days_none_is_issued_and_open_ones_are_followed() -> None:
    never = AdvanceRules(0)
    assert judge_advances(forecast(debit(line(1))), [], (), never) == Judgement()
    judged = judge_advances(forecast(), [standing(line(1))], (), never)
    assert [end.state for end in judged.ends] == [AdvanceState.VOIDED]
