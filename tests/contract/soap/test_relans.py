"""Relans: our defaults, and everything renamed by the integrator's configuration."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.soap.conftest import Caller
from tests.fakes.soap_world import SoapWorld


def order(transaction: str, amount: str = "50.00") -> dict[str, Any]:
    return {
        "accountNumber": "0001234",
        "transactionId": transaction,
        "sum": Decimal(amount),
        "productCode": "drweb",
        "description": "Один месяц",
    }


def test_the_five_operations_by_their_default_names(
    caller: Callable[[str], Caller], world: SoapWorld
) -> None:
    relans = caller("relans")
    assert relans.GetSubscriber(accountNumber="0001234").balance == 100
    assert relans.GetSubscriber(accountNumber="none").result == "NO_SUBSCRIBER"
    assert relans.CheckFunds(accountNumber="0001234", sum=Decimal(101)).result == "NO_FUNDS"
    receipt = relans.WriteOff(**order("w-1"))
    assert (receipt.transactionId, receipt.result, receipt.balance) == ("w-1", "OK", 50)
    assert relans.WriteOff(**order("w-1")).result == "OK"
    assert relans.WriteOff(**order("w-1", "1")).result == "DUPLICATE"
    state = {"accountNumber": "0001234", "transactionId": "s-1", "productCode": "drweb"}
    assert relans.SetSubscriptionState(**state, state="SUSPENDED").result == "OK"
    assert relans.CancelWriteOff(transactionId="w-1").result == "OK"
    assert relans.CancelWriteOff(transactionId="w-9", accountNumber="0001234").result == (
        "NO_TRANSACTION"
    )
    assert relans.WriteOff(**order("w-9")).result == "CANCELLED"
    assert world.balance() == 10_000


WIRE = {
    "namespace": "http://relans.example/billing",
    "service": "Gate",
    "action": "{namespace}/{operation}",
    "unit": "kopecks",
    "codes": {"ok": "0", "not_enough_money": "21"},
    "otherwise": "99",
    "states": {"active": "ON", "suspended": "OFF"},
    "operations": {
        "charge": {
            "name": "Debit",
            "answer": "DebitReply",
            "list": {"request": "order", "response": "receipt"},
            "request": {"account": "ls", "amount": "summa", "text": None},
            "response": {"code": "status", "available": None},
            "repeated": "1",
        }
    },
}


def test_configuration_renames_everything_without_a_restart(
    caller: Callable[[str], Caller], world: SoapWorld, version: str
) -> None:
    caller("relans")
    world.change("relans", wire=WIRE)
    relans = Caller(world.public_url, "relans", version)

    def debit(transaction: str, kopecks: int) -> list[tuple[str, str]]:
        order = {"ls": "0001234", "transactionId": transaction, "summa": kopecks}
        answer = relans.Debit(order=[{**order, "productCode": "drweb"}])
        return [(item.transactionId, item.status) for item in answer]

    assert debit("w-1", 5_000) == [("w-1", "0")]
    assert debit("w-1", 5_000) == [("w-1", "1")]
    assert debit("w-2", 5_001) == [("w-2", "21")]
    assert debit("w-1", 1) == [("w-1", "DUPLICATE")]
    assert relans.GetSubscriber(accountNumber="0001234").balance == 5_000
    state = {"accountNumber": "0001234", "transactionId": "s-1", "productCode": "drweb"}
    assert relans.SetSubscriptionState(**state, state="OFF").result == "0"
    assert world.balance() == 5_000


def test_an_impossible_configuration_stops_only_its_own_endpoint(
    caller: Callable[[str], Caller], world: SoapWorld
) -> None:
    relans, rentsoft = caller("relans"), caller("rentsoft")
    world.change("relans", wire={"operations": {"charge": {"request": {"amount": None}}}})
    with pytest.raises(Exception, match="not configured correctly"):
        relans.GetSubscriber(accountNumber="0001234")
    assert rentsoft.getUserInfo(request=[{"uuid": "0001234"}])[0].error == "OK"
    world.change("relans", wire={})
    assert relans.GetSubscriber(accountNumber="0001234").result == "OK"
