"""RentSoft's methods as a foreign SOAP client calls them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import zeep.exceptions

from backend.domain.commands import Charge
from backend.domain.values.status import AccountStatus
from tests.contract.soap.conftest import Caller
from tests.fakes.soap_world import SoapWorld


@pytest.fixture
def rentsoft(caller: Callable[[str], Caller]) -> Caller:
    return caller("rentsoft")


def order(txid: str, amount: str = "50.00", uuid: str = "0001234") -> dict[str, Any]:
    return {
        "uuid": uuid,
        "txid": txid,
        "amount": Decimal(amount),
        "baseCost": Decimal("50.00"),
        "serviceName": "Антивирус Касперского",
        "comment": "1 мес.",
        "periodEnd": date(2026, 5, 30),
    }


def errors(answer: list[Any]) -> list[str]:
    return [item.error for item in answer]


def test_user_info_tells_what_is_known_in_the_order_asked(rentsoft: Caller) -> None:
    known, unknown = rentsoft.getUserInfo(request=[{"uuid": "0001234"}, {"uuid": "none"}])
    assert (known.uuid, known.error, known.amount) == ("0001234", "OK", Decimal("100.00"))
    assert (known.periodStartDay, known.timeShift, known.tariffId) == (1, 3, "inet-100 tv")
    assert (unknown.uuid, unknown.error, unknown.amount) == ("none", "USER_UNKNOWN_UUID", None)


def test_a_charge_takes_money_with_everything_that_was_said(
    rentsoft: Caller, world: SoapWorld
) -> None:
    (item,) = rentsoft.charge(request=[order("tx-1")])
    assert (item.txid, item.error) == ("tx-1", "OK")
    assert world.balance() == 5_000
    (command,) = world.desk.commands
    assert isinstance(command, Charge)
    assert command.product == "Антивирус Касперского"
    assert command.text == "1 мес."
    assert command.full_price == 5_000
    assert command.period_end == date(2026, 5, 30)


def test_one_bad_item_does_not_fail_its_neighbours(rentsoft: Caller, world: SoapWorld) -> None:
    world.book.open_account("blocked", 10_000, status=AccountStatus.BLOCKED)
    answer = rentsoft.charge(
        request=[
            order("tx-1"),
            order("tx-2", uuid="none"),
            order("tx-3", amount="60"),
            order("tx-1"),
            order("tx-4", uuid="blocked"),
            order("tx-5"),
        ]
    )
    assert errors(answer) == [
        "OK",
        "USER_UNKNOWN_UUID",
        "USER_NO_MONEY",
        "USER_DUPLICATE_TXID",
        "USER_NO_MONEY",
        "OK",
    ]
    assert world.balance() == 0
    assert world.desk.calls == 1, "a list is one call of the desk"


def test_a_retry_is_recognised_on_an_empty_account(rentsoft: Caller, world: SoapWorld) -> None:
    rentsoft.charge(request=[order("tx-1", amount="100")])
    assert errors(rentsoft.charge(request=[order("tx-1", amount="100")])) == ["USER_DUPLICATE_TXID"]
    assert errors(rentsoft.charge(request=[order("tx-2", amount="1")])) == ["USER_NO_MONEY"]
    assert errors(rentsoft.charge(request=[order("tx-2", amount="1")])) == ["USER_NO_MONEY"]
    assert world.balance() == 0


def test_can_charge_takes_nothing(rentsoft: Caller, world: SoapWorld) -> None:
    answer = rentsoft.canCharge(
        request=[
            {"uuid": "0001234", "txid": "c1", "amount": Decimal(100)},
            {"uuid": "0001234", "txid": "c2", "amount": Decimal("100.01")},
            {"uuid": "none", "txid": "c3", "amount": Decimal(1)},
        ]
    )
    assert [(item.txid, item.error) for item in answer] == [
        ("c1", "OK"),
        ("c2", "USER_NO_MONEY"),
        ("c3", "USER_UNKNOWN_UUID"),
    ]
    assert world.balance() == 10_000


def test_uncharge_gives_back_whole_and_its_txid_stays_used(
    rentsoft: Caller, world: SoapWorld
) -> None:
    rentsoft.charge(request=[order("tx-1")])
    back = [{"uuid": "0001234", "txid": "tx-1"}]
    assert errors(rentsoft.uncharge(request=back)) == ["OK"]
    assert errors(rentsoft.uncharge(request=back)) == ["OK"]
    assert errors(rentsoft.charge(request=[order("tx-1")])) == ["USER_DUPLICATE_TXID"]
    assert world.balance() == 10_000


def test_an_unknown_txid_never_charges_after_it_was_taken_back(
    rentsoft: Caller, world: SoapWorld
) -> None:
    answer = rentsoft.uncharge(
        request=[{"uuid": "0001234", "txid": "late"}, {"uuid": "none", "txid": "late"}]
    )
    assert errors(answer) == ["USER_UNKNOWN_TXID", "USER_UNKNOWN_UUID"]
    assert errors(rentsoft.charge(request=[order("late")])) == ["USER_DUPLICATE_TXID"]
    assert world.balance() == 10_000


def test_status_changes_are_reported(rentsoft: Caller, world: SoapWorld) -> None:
    def report(txid: str, status: str, uuid: str = "0001234") -> dict[str, str]:
        return {"uuid": uuid, "txid": txid, "serviceName": "Dr.Web", "status": status}

    answer = rentsoft.notifyStatusChange(
        request=[report("s1", "active"), report("s2", "ended"), report("s3", "active", "none")]
    )
    assert errors(answer) == ["OK", "OK", "USER_UNKNOWN_UUID"]
    (view,) = world.inquiries.subscriptions(1, "0001234") or []
    assert [step.to_state for step in view.steps] == ["pending", "active", "ended"]


def test_cleaning_up_exists_in_test_mode_only(rentsoft: Caller, world: SoapWorld) -> None:
    rentsoft.charge(request=[order("tx-1")])
    assert not hasattr(rentsoft.service, "cleanupForTests")
    world.change("rentsoft", test_mode=True)
    fresh = Caller(world.public_url, "rentsoft", "Soap11")
    answer = fresh.cleanupForTests(request=[{"uuid": "0001234"}, {"uuid": "none"}])
    assert errors(answer) == ["OK", "USER_UNKNOWN_UUID"]
    assert world.balance() == 10_000


def test_a_call_with_too_many_items_changes_nothing(rentsoft: Caller, world: SoapWorld) -> None:
    orders = [order(f"tx-{n}", amount="0.01") for n in range(4)]
    world.change("rentsoft", batch_limit=3)
    with pytest.raises(zeep.exceptions.Fault, match="more than 3 items"):
        rentsoft.charge(request=orders)
    assert world.desk.calls == 0
    assert errors(rentsoft.charge(request=orders[:3])) == ["OK"] * 3


def test_a_list_at_the_default_limit_is_taken_whole(rentsoft: Caller, world: SoapWorld) -> None:
    orders = [order(f"tx-{n}", amount="0.01") for n in range(500)]
    assert errors(rentsoft.charge(request=orders)) == ["OK"] * 500
    assert world.balance() == 10_000 - 500
