"""Relans by the default names: one item a call, a word and the balance."""

from typing import ClassVar

from tests.conformance.answers import Answer, Order, Who, kopecks
from tests.conformance.facades.soap import Body, Fields, SoapFacade


class RelansFacade(SoapFacade):
    """Five operations."""

    name: ClassVar[str] = "relans"
    dialect: ClassVar[str] = "relans"
    namespace: ClassVar[str] = "urn:vitrina:relans:1"

    async def who(self, account: str) -> Who:
        """``GetSubscriber``."""
        body = await self._one("GetSubscriber", {"accountNumber": account})
        return Who(word=_word(body), available=_balance(body))

    async def check(self, order: Order) -> Answer:
        """``CheckFunds``."""
        return await self._answer(
            "CheckFunds", {"accountNumber": order.account, "sum": order.amount}
        )

    async def charge(self, order: Order) -> Answer:
        """``WriteOff``."""
        fields = {
            "accountNumber": order.account,
            "transactionId": order.id,
            "sum": order.amount,
            "productCode": order.product,
            "fullPrice": order.full_price,
            "description": order.text,
            "paidUntil": order.period_end,
        }
        return await self._answer("WriteOff", fields)

    async def reverse(self, charge: str, account: str) -> Answer:
        """``CancelWriteOff``."""
        fields = {"accountNumber": account, "transactionId": charge}
        return await self._answer("CancelWriteOff", fields)

    async def report(self, report: str, account: str, product: str, state: str) -> Answer:
        """``SetSubscriptionState``."""
        fields = {
            "accountNumber": account,
            "transactionId": report,
            "productCode": product,
            "state": state.upper(),
        }
        return await self._answer("SetSubscriptionState", fields)

    async def _answer(self, operation: str, fields: Fields) -> Answer:
        body = await self._one(operation, fields)
        return Answer(
            word=_word(body),
            id=body.text("transactionId"),
            code=body.text("code"),
            advice=body.text("advice"),
            available=_balance(body),
            listed=not body.fault,
        )


def _word(body: Body) -> str:
    return f"fault {body.text('code')}" if body.fault else str(body.text("result"))


def _balance(body: Body) -> int | None:
    balance = body.text("balance")
    return None if balance is None else kopecks(balance)
