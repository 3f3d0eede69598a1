"""The native dialect: everything that there is, refusals of single calls as typed faults."""

from collections.abc import Sequence
from typing import ClassVar

from tests.conformance.answers import Answer, Order, Subscription, Who, kopecks
from tests.conformance.facades.soap import Body, Fields, SoapFacade


class NativeFacade(SoapFacade):
    """Names of Vitrina's own."""

    name: ClassVar[str] = "native"
    dialect: ClassVar[str] = "native"
    namespace: ClassVar[str] = "urn:vitrina:native:1"

    async def who(self, account: str) -> Who:
        """``getAccount``."""
        body = await self._one("getAccount", {"account": account})
        if body.fault:
            return Who(word=_answer(body).word)
        return Who(
            word="ok",
            available=_money(body, "available"),
            tariffs=body.text("tariffs"),
            period_start_day=int(str(body.text("periodStartDay"))),
            utc_offset_hours=int(str(body.text("utcOffsetHours"))),
        )

    async def check(self, order: Order) -> Answer:
        """``checkCharge``."""
        return await self._call("checkCharge", {"account": order.account, "amount": order.amount})

    async def charge(self, order: Order) -> Answer:
        """``charge``."""
        return await self._call("charge", _charge(order))

    async def batch(self, orders: Sequence[Order]) -> list[Answer]:
        """``chargeBatch``."""
        body = await self._list("chargeBatch", "charge", [_charge(order) for order in orders])
        return [_answer(body)] if body.fault else [_answer(item) for item in body.items()]

    async def reverse(self, charge: str, account: str) -> Answer:
        """``reverse``."""
        return await self._call("reverse", {"operationId": charge, "account": account})

    async def report(self, report: str, account: str, product: str, state: str) -> Answer:
        """``reportStatus``."""
        fields = {"account": account, "operationId": report, "product": product, "state": state}
        return await self._call("reportStatus", fields)

    async def hold(self, order: Order, lifetime: int) -> Answer:
        """``hold``."""
        fields = {
            "account": order.account,
            "operationId": order.id,
            "amount": order.amount,
            "product": order.product,
            "text": order.text,
            "lifetimeSeconds": str(lifetime),
        }
        return await self._call("hold", fields)

    async def capture(
        self, charge: str, hold: str, amount: str | None, *, final: bool = True
    ) -> Answer:
        """``capture``."""
        fields = {
            "operationId": charge,
            "hold": hold,
            "amount": amount,
            "final": str(final).lower(),
        }
        return await self._call("capture", fields)

    async def release(self, hold: str) -> Answer:
        """``release``."""
        return await self._call("release", {"operationId": hold})

    async def find(self, kind: str, operation: str) -> Answer:
        """``getOperation``."""
        return await self._call("getOperation", {"kind": kind, "operationId": operation})

    async def subscriptions(self, account: str) -> list[Subscription]:
        """``getSubscriptions``."""
        body = await self._one("getSubscriptions", {"account": account})
        assert not body.fault
        return [
            Subscription(
                product=str(item.text("product")),
                state=str(item.text("state")),
                paid_through=item.text("paidThrough"),
                steps=tuple(str(step.text("to")) for step in item.items("step")),
            )
            for item in body.items("subscription")
        ]

    async def _call(self, operation: str, fields: Fields) -> Answer:
        return _answer(await self._one(operation, fields))


def _charge(order: Order) -> Fields:
    return {
        "account": order.account,
        "operationId": order.id,
        "amount": order.amount,
        "product": order.product,
        "fullPrice": order.full_price,
        "text": order.text,
        "periodEnd": order.period_end,
    }


def _answer(body: Body) -> Answer:
    code, replayed = str(body.text("code")), body.text("replayed")
    return Answer(
        word=f"{body.text('messageId') or 'fault'} {code}" if body.fault else code,
        id=body.text("operationId"),
        code=code,
        advice=body.text("advice"),
        replayed=None if replayed is None else replayed == "true",
        status=body.text("status"),
        amount=_money(body, "amount"),
        available=_money(body, "available"),
        listed=not body.fault,
    )


def _money(body: Body, name: str) -> int | None:
    text = body.text(name)
    return None if text is None else kopecks(text)
