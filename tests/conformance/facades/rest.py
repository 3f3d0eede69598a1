"""Partner REST: JSON documents, refusals as problem documents."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx

from tests.conformance.answers import Answer, Order, Subscription, Who, kopecks
from tests.conformance.facades.facade import Facade
from tests.fakes.manual_clock import START

_PREFIX = "/api/partner/v1"
_OK = 200


class RestFacade(Facade):
    """``/api/partner/v1``."""

    name: ClassVar[str] = "rest"
    dialect: ClassVar[str] = "native"

    async def who(self, account: str) -> Who:
        """``GET /accounts/{number}``."""
        answer = await self._call("GET", f"/accounts/{account}")
        document = answer.json()
        if answer.status_code != _OK:
            return Who(word=f"{answer.status_code} {document['code']}")
        offset = START.astimezone(ZoneInfo(document["time_zone"])).utcoffset()
        assert offset is not None
        return Who(
            word="200 ok",
            available=kopecks(document["available"]),
            tariffs=" ".join(document["tariffs"]),
            period_start_day=document["billing_period_start_day"],
            utc_offset_hours=int(offset.total_seconds() // 3600),
        )

    async def check(self, order: Order) -> Answer:
        """``POST /checks``."""
        document = {"account": order.account, "amount": order.amount}
        answer = await self._call("POST", "/checks", document)
        told = answer.json()
        assert ("allowed" in told) == (answer.status_code == _OK)
        return _item(told) if "allowed" in told else _answer(answer)

    async def charge(self, order: Order) -> Answer:
        """``POST /charges``."""
        return await self._post("/charges", _charge(order))

    async def batch(self, orders: Sequence[Order]) -> list[Answer]:
        """``POST /charges/batch``."""
        document = {"charges": [_charge(order) for order in orders]}
        answer = await self._call("POST", "/charges/batch", document)
        if answer.status_code != _OK:
            return [_answer(answer)]
        return [_item(result) for result in answer.json()["results"]]

    async def reverse(self, charge: str, account: str) -> Answer:
        """``POST /charges/{id}/reversal``."""
        return await self._post(f"/charges/{_quoted(charge)}/reversal", {"account": account})

    async def report(self, report: str, account: str, product: str, state: str) -> Answer:
        """``POST /status-reports``."""
        document = {"id": report, "account": account, "product": product, "state": state}
        return await self._post("/status-reports", document)

    async def hold(self, order: Order, lifetime: int) -> Answer:
        """``POST /holds``."""
        document = {
            "id": order.id,
            "account": order.account,
            "amount": order.amount,
            "product": order.product,
            "text": order.text,
            "lifetime_seconds": lifetime,
        }
        return await self._post("/holds", document)

    async def capture(
        self, charge: str, hold: str, amount: str | None, *, final: bool = True
    ) -> Answer:
        """``POST /holds/{id}/captures``."""
        document = {"id": charge, "final": final} | ({"amount": amount} if amount else {})
        return await self._post(f"/holds/{_quoted(hold)}/captures", document)

    async def release(self, hold: str) -> Answer:
        """``POST /holds/{id}/release``."""
        return await self._post(f"/holds/{_quoted(hold)}/release", {})

    async def find(self, kind: str, operation: str) -> Answer:
        """``GET /operations/{kind}/{id}``: 404 says that there is none."""
        answer = await self._call("GET", f"/operations/{kind}/{_quoted(operation)}")
        told = answer.json()
        if answer.status_code == _OK:
            return _item(told)
        assert (answer.status_code, told["code"]) == (404, "not_found")
        return Answer(
            word="unknown_operation", advice=told["advice"], status="unknown", listed=True
        )

    async def subscriptions(self, account: str) -> list[Subscription]:
        """``GET /accounts/{number}/subscriptions``."""
        answer = await self._call("GET", f"/accounts/{account}/subscriptions")
        return [
            Subscription(
                product=found["product"],
                state=found["state"],
                paid_through=found["paid_through"],
                steps=tuple(step["to_state"] for step in found["history"]),
            )
            for found in answer.json()["subscriptions"]
        ]

    async def _post(self, path: str, document: Mapping[str, Any]) -> Answer:
        return _answer(await self._call("POST", path, document))

    async def _call(
        self, method: str, path: str, document: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        return await self._line.call(method, f"{_PREFIX}{path}", self._login, json=document)


def _quoted(name: str) -> str:
    return quote(name, safe="")


def _charge(order: Order) -> dict[str, str]:
    document = {
        "id": order.id,
        "account": order.account,
        "amount": order.amount,
        "product": order.product,
        "full_price": order.full_price,
        "text": order.text,
        "period_end": order.period_end,
    }
    return {name: value for name, value in document.items() if value is not None}


def _item(result: Mapping[str, Any]) -> Answer:
    amount, available = result.get("amount"), result.get("available")
    return Answer(
        word=result["code"],
        id=result.get("id"),
        code=result["code"],
        advice=result["advice"],
        replayed=result.get("replayed"),
        status=result.get("status"),
        amount=None if amount is None else kopecks(amount),
        available=None if available is None else kopecks(available),
        listed=True,
    )


def _answer(response: httpx.Response) -> Answer:
    told = response.json()
    kind = "application/json" if response.status_code == _OK else "application/problem+json"
    assert response.headers["content-type"] == kind
    result = told if response.status_code == _OK else told.get("operation", told)
    assert result["code"] == told["code"]
    assert result["advice"] == told["advice"]
    return replace(_item(result), word=f"{response.status_code} {told['code']}", listed=False)
