"""The native dialect as a foreign SOAP client calls it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import zeep.exceptions
from lxml import etree

from backend.domain.errors import Busy, Unavailable
from backend.domain.values.status import AccountStatus
from tests.contract.soap.conftest import Caller
from tests.fakes.soap_world import SoapWorld


@pytest.fixture
def native(caller: Callable[[str], Caller]) -> Caller:
    return caller("native")


ACCOUNT = "0001234"


def order(operation_id: str, amount: str = "50.00", account: str = ACCOUNT) -> dict[str, Any]:
    return {
        "account": account,
        "operationId": operation_id,
        "amount": Decimal(amount),
        "product": "kav",
        "productTitle": "Антивирус Касперского",
        "periodEnd": date(2026, 5, 30),
    }


def typed(call: Callable[[], object]) -> dict[str, Any]:
    """The typed fault with which a call is answered."""
    with pytest.raises(zeep.exceptions.Fault) as caught:
        call()
    detail = caught.value.detail
    exception = detail[0]
    told: dict[str, Any] = {"exception": etree.QName(exception).localname, "variables": []}
    for child in exception:
        name = etree.QName(child).localname
        if name == "variables":
            told["variables"].append(child.text)
        else:
            told[name] = child.text
    return told


def test_an_account_tells_what_it_can_spend(native: Caller, world: SoapWorld) -> None:
    world.book.accounts[ACCOUNT].held = 2_500
    found = native.getAccount(account=ACCOUNT)
    assert (found.account, found.holder, found.status) == (ACCOUNT, "Иванов Д. И.", "active")
    assert (found.balance, found.held, found.available) == (100, 25, 75)
    assert (found.tariffs, found.periodStartDay, found.utcOffsetHours) == ("inet-100 tv", 1, 3)


def test_an_unknown_account_is_a_typed_fault(native: Caller) -> None:
    for call in (native.getAccount, native.getSubscriptions, native.getStorefrontLink):
        told = typed(partial(call, account="none"))
        assert told["exception"] == "ServiceException"
        assert told["messageId"] == "SVC0004"
        assert told["variables"] == ["account"]
        assert told["code"] == "unknown_account"
        assert told["advice"] == "new_id_after_change"
        assert len(told["correlationId"]) == 32


def test_a_charge_tells_everything_about_itself(native: Caller, world: SoapWorld) -> None:
    told = native.charge(**order("op-1"))
    assert (told.operationId, told.code, told.advice, told.status) == (
        "op-1",
        "ok",
        "none",
        "applied",
    )
    assert (told.amount, told.available, told.replayed) == (50, 50, False)
    assert told.recordedAt == datetime(2026, 5, 1, 9, tzinfo=UTC)
    again = native.charge(**order("op-1"))
    assert (again.code, again.replayed, again.reference) == ("ok", True, told.reference)
    assert world.balance() == 5_000


@pytest.mark.parametrize(
    ("change", "exception", "message", "code", "advice"),
    [
        ({"amount": Decimal("100.01")}, "PolicyException", "POL1000", "not_enough_money", "later"),
        ({"account": "blocked"}, "PolicyException", "POL0001", "account_blocked", "later"),
        ({"account": "none"}, "ServiceException", "SVC0004", "unknown_account", "after_change"),
    ],
)
def test_a_refused_charge_is_a_typed_fault(
    native: Caller,
    world: SoapWorld,
    change: dict[str, Any],
    exception: str,
    message: str,
    code: str,
    advice: str,
) -> None:
    world.book.open_account("blocked", 10_000, status=AccountStatus.BLOCKED)
    told = typed(lambda: native.charge(**{**order("op-1"), **change}))
    assert (told["exception"], told["messageId"], told["code"]) == (exception, message, code)
    assert told["advice"] == f"new_id_{advice}"
    assert world.balance() == 10_000


def test_the_same_id_with_other_content_changes_nothing(native: Caller, world: SoapWorld) -> None:
    native.charge(**order("op-1"))
    told = typed(lambda: native.charge(**order("op-1", amount="10")))
    assert (told["messageId"], told["code"]) == ("SVC0005", "conflict")
    assert world.balance() == 5_000


def test_a_batch_tells_every_item_in_its_own_words(native: Caller, world: SoapWorld) -> None:
    answer = native.chargeBatch(
        charge=[order("b-1"), order("b-2", "90"), order("b-1"), order("b-3")]
    )
    assert [(item.operationId, item.code, item.advice, item.replayed) for item in answer] == [
        ("b-1", "ok", "none", False),
        ("b-2", "not_enough_money", "new_id_later", False),
        ("b-1", "ok", "none", True),
        ("b-3", "ok", "none", False),
    ]
    assert world.balance() == 0
    assert world.desk.calls == 1


def test_a_check_answers_no_without_a_fault(native: Caller) -> None:
    yes = native.checkCharge(account=ACCOUNT, amount=Decimal(100))
    no = native.checkCharge(account=ACCOUNT, amount=Decimal("100.01"))
    assert (yes.code, yes.available) == ("ok", 100)
    assert (no.code, no.advice, no.available) == ("not_enough_money", "new_id_later", 100)


def test_a_charge_is_taken_back_with_or_without_the_account(
    native: Caller, world: SoapWorld
) -> None:
    native.charge(**order("op-1"))
    native.charge(**order("op-2"))
    assert native.reverse(operationId="op-1").code == "ok"
    assert native.reverse(operationId="op-2", account=ACCOUNT).code == "ok"
    assert world.balance() == 10_000


def test_holding_capturing_in_parts_and_releasing(native: Caller, world: SoapWorld) -> None:
    hold = {key: value for key, value in order("h-1").items() if key != "periodEnd"}
    assert native.hold(**hold, lifetimeSeconds=600).available == 50
    part = native.capture(operationId="c-1", hold="h-1", amount=Decimal(20), final=False)
    assert (part.code, part.amount, part.available) == ("ok", 20, 50)
    rest = native.release(operationId="h-1")
    assert (rest.code, rest.available) == ("ok", 80)
    assert typed(lambda: native.capture(operationId="c-2", hold="h-1"))["code"] == "hold_closed"
    assert typed(lambda: native.capture(operationId="c-3", hold="none"))["code"] == "unknown_hold"
    assert world.balance() == 8_000


def test_a_final_capture_frees_the_rest(native: Caller, world: SoapWorld) -> None:
    hold = {key: value for key, value in order("h-1").items() if key != "periodEnd"}
    native.hold(**hold)
    told = native.capture(operationId="c-1", hold="h-1", amount=Decimal(20))
    assert (told.amount, told.available) == (20, 80)
    assert world.balance() == 8_000


def test_an_operation_can_be_asked_for_by_its_id(native: Caller) -> None:
    native.charge(**order("op-1"))
    applied = native.getOperation(kind="charge", operationId="op-1")
    assert (applied.status, applied.code, applied.amount) == ("applied", "ok", 50)
    assert applied.account == ACCOUNT
    native.reverse(operationId="op-1")
    assert native.getOperation(kind="charge", operationId="op-1").status == "reversed"
    typed(lambda: native.charge(**order("op-2", "100.01")))
    declined = native.getOperation(kind="charge", operationId="op-2")
    assert (declined.status, declined.code) == ("declined", "not_enough_money")


def test_an_unknown_operation_is_safe_to_send_again(native: Caller) -> None:
    told = native.getOperation(kind="charge", operationId="op-9")
    assert (told.status, told.code, told.advice) == (
        "unknown",
        "unknown_operation",
        "retry_same_id",
    )


def test_a_reversal_before_its_charge_leaves_a_tombstone(native: Caller, world: SoapWorld) -> None:
    told = typed(lambda: native.reverse(operationId="late", account=ACCOUNT))
    assert (told["code"], told["advice"]) == ("unknown_operation", "treat_as_done")
    assert native.getOperation(kind="charge", operationId="late").status == "tombstone"
    assert typed(lambda: native.charge(**order("late")))["code"] == "reversed"
    assert world.balance() == 10_000


def test_subscriptions_tell_their_paid_days_and_their_history(native: Caller) -> None:
    native.charge(**order("op-1"))
    native.reportStatus(
        account=ACCOUNT, operationId="s-1", product="kav", state="suspended", reason="по просьбе"
    )
    answer = native.getSubscriptions(account=ACCOUNT)
    (found,) = answer.subscription
    assert (found.product, found.productTitle) == ("kav", "Антивирус Касперского")
    assert (found.state, found.paidThrough) == ("suspended", date(2026, 5, 30))
    assert [(step["from"], step.to) for step in found.step] == [
        (None, "pending"),
        ("pending", "active"),
        ("active", "suspended"),
    ]
    assert found.step[2].reason == "по просьбе"


def test_an_account_without_subscriptions_has_an_empty_list(native: Caller) -> None:
    assert native.getSubscriptions(account=ACCOUNT).subscription == []


def test_a_storefront_link_is_made_for_an_account(native: Caller) -> None:
    found = native.getStorefrontLink(account=ACCOUNT, path="product/kav")
    assert found.url == "https://native.example/product/kav?account=0001234"


@pytest.mark.parametrize("error", [Busy(), Unavailable()])
@pytest.mark.parametrize("late", [False, True])
def test_a_busy_desk_asks_for_the_same_id_again(
    native: Caller, world: SoapWorld, error: Exception, *, late: bool
) -> None:
    if late:
        world.desk.late = error
    else:
        world.desk.failing = error
    told = typed(lambda: native.charge(**order("op-1")))
    assert (told["exception"], told["messageId"]) == ("ServiceException", "SVC0001")
    assert told["advice"] == "retry_same_id"


def test_an_unforeseen_failure_shows_nothing_of_the_inside(
    native: Caller, world: SoapWorld
) -> None:
    world.desk.late = RuntimeError("password is hunter2")
    with pytest.raises(zeep.exceptions.Fault) as caught:
        native.charge(**order("op-1"))
    assert caught.value.message == "Something failed inside."
    world.desk.late = None
    assert native.charge(**order("op-1")).code == "ok"
