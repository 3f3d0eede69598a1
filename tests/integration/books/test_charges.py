"""Charges, checks and reversals of accounts whose money is kept elsewhere."""

from dataclasses import replace

import pytest

from backend.domain.values.codes import Code, OperationStatus, RefusalPolicy
from backend.domain.values.status import AccountStatus
from backend.storage.clock import new_id
from tests.booked_world import BookedWorld
from tests.commands import ACCOUNT, pay
from tests.fakes.remote_billing import Fault

UNHEARD = [
    Fault.LOST_BEFORE,
    Fault.LOST_AFTER,
    Fault.ARRIVES_LATE,
    Fault.FAILS_BEFORE,
    Fault.FAILS_AFTER,
    Fault.GARBAGE,
    Fault.HALF,
]


def test_a_charge_is_taken_there_and_written_down_here(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    outcome = booked.one(alpha.charge("c-1", 300))
    assert (outcome.code, outcome.amount, outcome.available) == (Code.OK, 300, 700)
    assert booked.balance() == 0
    assert booked.there.available(ACCOUNT) == 700, "set aside"
    assert booked.resolver.work() == 1
    assert booked.there.accounts[ACCOUNT].balance == 700, "taken"
    assert booked.server.calls == ["reserve", "capture"]


def test_a_repeated_id_is_answered_without_asking_anybody(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    first = booked.one(alpha.charge("c-1", 300))
    booked.server.stop()
    again = booked.one(alpha.charge("c-1", 300))
    assert again == first.as_replay()
    assert booked.one(alpha.charge("c-1", 301)).code is Code.CONFLICT
    booked.server.start()


def test_what_that_billing_refuses_is_remembered_like_any_refusal(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    beta = booked.integrator("beta", refusals=RefusalPolicy.RECONSIDER)
    booked.elsewhere(balance=100)
    for platform in (alpha, beta):
        outcome = booked.one(platform.charge("c-1", 300))
        assert (outcome.code, outcome.available) == (Code.NOT_ENOUGH_MONEY, 100)
    booked.there.pay(ACCOUNT, 1_000)
    assert booked.one(alpha.charge("c-1", 300)).code is Code.NOT_ENOUGH_MONEY
    assert booked.one(beta.charge("c-1", 300)).code is Code.OK


def test_what_is_refused_here_is_not_asked_there(booked: BookedWorld) -> None:
    alpha = booked.integrator(max_charge=500)
    booked.elsewhere(balance=10_000)
    assert booked.one(alpha.charge("c-1", 501)).code is Code.CHARGE_LIMIT_EXCEEDED
    booked.set_status(AccountStatus.BLOCKED)
    assert booked.one(alpha.charge("c-2", 5)).code is Code.ACCOUNT_BLOCKED
    assert booked.one(alpha.charge("c-3", 5, "nobody")).code is Code.UNKNOWN_ACCOUNT
    assert booked.server.calls == []


@pytest.mark.parametrize(
    ("status", "code"), [("blocked", Code.ACCOUNT_BLOCKED), ("unknown", Code.UNKNOWN_ACCOUNT)]
)
def test_that_billing_may_know_better_who_can_pay(
    booked: BookedWorld, status: str, code: Code
) -> None:
    alpha = booked.integrator(refusals=RefusalPolicy.RECONSIDER)
    booked.elsewhere(balance=1_000)
    if status == "unknown":
        del booked.there.accounts[ACCOUNT]
    else:
        booked.there.accounts[ACCOUNT].status = status
    assert booked.check(alpha.check(300)).code is code
    assert booked.one(alpha.charge("c-1", 300)).code is code
    booked.there.open(ACCOUNT, 1_000)
    assert booked.one(alpha.charge("c-1", 300)).code is Code.OK


def test_a_check_agrees_with_the_charge(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=300)
    for amount in (299, 300, 301):
        verdict = booked.check(alpha.check(amount))
        assert verdict.available == 300
        (outcome,) = booked.process(alpha.charge(f"c-{amount}", amount))
        assert verdict.code is outcome.code
        if outcome.ok:
            booked.process(alpha.reverse(f"c-{amount}"))
            booked.resolve()


def test_checks_through_the_lane(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.account("own", balance=50)
    booked.elsewhere(balance=300)
    checks = [alpha.check(40, "own"), alpha.check(301), alpha.check(300), alpha.check(1, "none")]
    verdicts = booked.desk.check(checks).result(60)
    assert [verdict.code for verdict in verdicts] == [
        Code.OK,
        Code.NOT_ENOUGH_MONEY,
        Code.OK,
        Code.UNKNOWN_ACCOUNT,
    ]
    booked.server.stop()
    (verdict,) = booked.desk.check([alpha.check(1)]).result(60)
    assert verdict.code is Code.BOOK_UNAVAILABLE
    booked.server.start()


def test_a_reversal_is_done_here_at_once_and_there_until_it_is_answered(
    booked: BookedWorld,
) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    booked.one(alpha.charge("c-1", 300))
    booked.server.stop()
    outcome = booked.one(alpha.reverse("c-1"))
    assert (outcome.code, outcome.available) == (Code.OK, None)
    assert booked.one(alpha.reverse("c-1")).replayed
    booked.server.start()
    booked.resolve()
    assert booked.there.accounts[ACCOUNT].balance == 1_000
    (reservation,) = booked.there.reservations.values()
    assert reservation.given_back == 300, "it names what it takes back"


def test_tax_is_given_back_with_the_rest_in_one_reversal(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    booked.one(alpha.charge("c-1", 300))
    booked.one(alpha.reverse("c-1"))
    assert booked.rows("SELECT kind, amount FROM booking ORDER BY number") == [
        ("reservation", 300),
        ("reversal", 300),
    ]


def test_a_reversal_that_came_first_lets_nothing_be_asked_for(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    assert booked.one(alpha.reverse("c-1")).code is Code.UNKNOWN_OPERATION
    outcome = booked.one(alpha.charge("c-1", 300))
    assert (outcome.code, outcome.status) == (Code.REVERSED, OperationStatus.TOMBSTONE)
    assert booked.server.calls == []


def test_what_is_not_for_us_to_keep_is_refused(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    for command in (pay("p-1", 500), alpha.hold("h-1", 100)):
        assert booked.one(command).code is Code.KEPT_ELSEWHERE
    assert booked.count("operation") == 0
    assert booked.count("booking") == 0


def test_a_list_is_asked_in_one_call_and_answered_in_order(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.account("own", balance=100)
    booked.elsewhere("rich", balance=1_000)
    booked.elsewhere("poor", balance=10)
    outcomes = booked.submit(
        alpha.charge("c-1", 60, "own"),
        alpha.charge("c-2", 60, "rich"),
        alpha.charge("c-3", 60, "poor"),
        alpha.charge("c-4", 60, "own"),
        alpha.charge("c-5", 1_000, "rich"),
        alpha.charge("c-2", 60, "rich"),
        alpha.charge("c-6", 900, "rich"),
    )
    assert [outcome.code for outcome in outcomes] == [
        Code.OK,
        Code.OK,
        Code.NOT_ENOUGH_MONEY,
        Code.NOT_ENOUGH_MONEY,
        Code.NOT_ENOUGH_MONEY,
        Code.OK,
        Code.OK,
    ]
    assert [outcome.replayed for outcome in outcomes].index(True) == 5
    assert booked.server.calls == ["reserve"]


# ---------------------------------------------------------------- what goes wrong on the way


@pytest.mark.parametrize("fault", UNHEARD)
def test_an_unknown_outcome_is_asked_for_by_its_id(booked: BookedWorld, fault: Fault) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    command = alpha.charge("c-1", 300)
    booked.server.go_wrong(fault)
    assert booked.one(command).code is Code.BOOK_UNAVAILABLE
    assert booked.count("operation") == 0
    outcome = booked.one(replace(command, id=new_id()))
    assert (outcome.code, outcome.replayed) == (Code.OK, False)
    assert booked.server.calls[1] == "find"
    booked.server.deliver_late()
    assert booked.count("booking") == 1


@pytest.mark.parametrize("fault", UNHEARD)
def test_nobody_comes_back_and_the_money_is_let_go(booked: BookedWorld, fault: Fault) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    booked.server.go_wrong(fault)
    assert booked.one(alpha.charge("c-1", 300)).code is Code.BOOK_UNAVAILABLE
    booked.resolve()
    booked.server.deliver_late()
    assert booked.there.available(ACCOUNT) == 1_000
    assert booked.one(alpha.charge("c-1", 300)).code is Code.OK, "a new attempt begins anew"


@pytest.mark.parametrize("fault", UNHEARD)
@pytest.mark.parametrize("step", ["capture", "reverse", "release", "find"])
def test_what_follows_is_repeated_until_it_is_answered(
    booked: BookedWorld, fault: Fault, step: str
) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    faults = iter([fault, fault])
    booked.server.always = lambda call: next(faults, Fault.NONE) if call == step else Fault.NONE
    booked.one(alpha.charge("c-1", 300))
    booked.one(alpha.reverse("c-1"))
    booked.server.go_wrong(Fault.LOST_AFTER)
    booked.one(alpha.charge("c-2", 100))
    booked.resolve()
    booked.server.deliver_late()
    assert next(faults, None) is None, "both came true"
    assert booked.there.accounts[ACCOUNT].balance == 1_000


def test_everything_delivered_twice_is_done_once(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=1_000)
    booked.server.always = lambda _: Fault.TWICE
    booked.one(alpha.charge("c-1", 300))
    booked.one(alpha.charge("c-2", 200))
    booked.one(alpha.reverse("c-1"))
    booked.resolve()
    assert booked.there.accounts[ACCOUNT].balance == 800


def test_away_and_back_with_its_state(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.account("own", balance=100)
    booked.elsewhere(balance=1_000)
    booked.one(alpha.charge("c-1", 300))
    booked.server.stop()
    codes = booked.codes(alpha.charge("c-2", 300), alpha.charge("c-3", 30, "own"))
    assert codes == [Code.BOOK_UNAVAILABLE, Code.OK], "others are not kept waiting"
    booked.resolver.work()
    booked.server.start()
    assert booked.one(alpha.charge("c-2", 300)).code is Code.OK
    booked.resolve()
    assert booked.there.accounts[ACCOUNT].balance == 400


def test_another_sum_under_the_id_of_an_attempt_without_an_answer(booked: BookedWorld) -> None:
    """Nothing was recorded under the id yet, so it is free; the earlier booking is let go."""
    alpha = booked.integrator()
    booked.elsewhere(balance=500)
    booked.server.go_wrong(Fault.LOST_AFTER)
    assert booked.one(alpha.charge("c-1", 300)).code is Code.BOOK_UNAVAILABLE
    booked.server.always = lambda _: Fault.NONE
    assert booked.one(alpha.charge("c-1", 200)).code is Code.OK
    booked.resolve()
    assert booked.there.accounts[ACCOUNT].balance == 300


def test_an_account_that_moved_here_meanwhile_pays_here(booked: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere(balance=500)
    booked.server.go_wrong(Fault.LOST_AFTER)
    booked.one(alpha.charge("c-1", 300))
    with booked.session() as session:
        session.connection().exec_driver_sql("UPDATE account SET elsewhere = false")
    booked.pay(1_000)
    assert booked.one(alpha.charge("c-1", 300)).code is Code.OK
    booked.resolve()
    assert (booked.balance(), booked.there.available(ACCOUNT)) == (700, 500)
