"""RentSoft's methods: lists in, lists out, a word for each item and nothing else."""

from collections.abc import Sequence
from typing import ClassVar

from tests.conformance.answers import Answer, Order, Who, kopecks
from tests.conformance.facades.soap import Body, Fields, SoapFacade


class RentsoftFacade(SoapFacade):
    """Single calls are lists of one item."""

    name: ClassVar[str] = "rentsoft"
    dialect: ClassVar[str] = "rentsoft"
    namespace: ClassVar[str] = "urn:vitrina:rentsoft:1"

    async def who(self, account: str) -> Who:
        """``getUserInfo``."""
        body = await self._list("getUserInfo", "request", [{"uuid": account}])
        day, shift, amount = (body.text(name) for name in ("periodStartDay", "timeShift", "amount"))
        return Who(
            word=_word(body),
            available=None if amount is None else kopecks(amount),
            tariffs=body.text("tariffId"),
            period_start_day=None if day is None else int(day),
            utc_offset_hours=None if shift is None else int(shift),
        )

    async def check(self, order: Order) -> Answer:
        """``canCharge``."""
        return (await self.check_all([order]))[0]

    async def check_all(self, orders: Sequence[Order]) -> list[Answer]:
        """``canCharge``."""
        questions = [
            {"uuid": order.account, "txid": order.id, "amount": order.amount} for order in orders
        ]
        return await self._answers("canCharge", questions)

    async def charge(self, order: Order) -> Answer:
        """``charge``."""
        return (await self.batch([order]))[0]

    async def batch(self, orders: Sequence[Order]) -> list[Answer]:
        """``charge``."""
        requests = [
            {
                "uuid": order.account,
                "txid": order.id,
                "amount": order.amount,
                "baseCost": order.full_price,
                "serviceName": order.product,
                "comment": order.text,
                "periodEnd": order.period_end,
            }
            for order in orders
        ]
        return await self._answers("charge", requests)

    async def reverse(self, charge: str, account: str) -> Answer:
        """``uncharge``."""
        return (await self.reverse_all([charge], account))[0]

    async def reverse_all(self, charges: Sequence[str], account: str) -> list[Answer]:
        """``uncharge``."""
        return await self._answers(
            "uncharge", [{"uuid": account, "txid": charge} for charge in charges]
        )

    async def report(self, report: str, account: str, product: str, state: str) -> Answer:
        """``notifyStatusChange``."""
        fields = {"uuid": account, "txid": report, "serviceName": product, "status": state}
        return (await self._answers("notifyStatusChange", [fields]))[0]

    async def clean_up(self, account: str) -> Answer:
        """``cleanupForTests``."""
        return (await self._answers("cleanupForTests", [{"uuid": account}]))[0]

    async def _answers(self, operation: str, requests: Sequence[Fields]) -> list[Answer]:
        body = await self._list(operation, "request", requests)
        if body.fault:
            return [Answer(word=_word(body), code=body.text("code"), advice=body.text("advice"))]
        return [
            Answer(word=_word(item), id=item.text("txid"), listed=True) for item in body.items()
        ]


def _word(body: Body) -> str:
    return f"fault {body.text('code')}" if body.fault else str(body.text("error"))
