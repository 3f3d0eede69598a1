"""Every fault that can be armed against calls to Vitrina: one effect each, the balance exact."""

from pathlib import Path

import httpx
import pytest

from backend.container import Container
from tests.integration.sandbox.rehearsal import CODES, PRICE, Rehearsal, Transport, rehearse


async def bought_once(it: Rehearsal, code: str, before: int) -> None:
    """Exactly one charge, one active subscription, and the books of both sides agree."""
    assert it.balance() == before - PRICE[code]
    assert len(it.charges()) == 1
    assert it.state() == "active"
    books = await it.books(code)
    assert [o["outcome"] for o in books["operations"]] == ["done"] * 3
    assert books["faults"] == {}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("calls", [1, 3])
def test_a_lost_answer(container: Container, tmp_path: Path, code: str, calls: int) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.arm(code, "lose_answer", calls=calls)
        assert await it.subscribe(code) == "subscribed"
        charge = (await it.books(code))["operations"][1]
        assert charge["attempts"] == calls + 1
        await bought_once(it, code, before)

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_answers_that_are_lost_until_somebody_repairs_it(
    container: Container, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.arm(code, "lose_answer", on=True)
        assert await it.subscribe(code) == "in_progress"
        assert (await it.last(code))["status"] == "ordered"
        assert await it.subscribe(code) == "in_progress"  # a second order does not begin
        await it.arm(code, "lose_answer", on=False)
        await it.control("work")
        await bought_once(it, code, before)

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_request_that_is_sent_twice(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.arm(code, "duplicate")
        assert await it.subscribe(code) == "subscribed"
        await bought_once(it, code, before)

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_sent_twice_and_both_answers_lost(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.arm(code, "duplicate", calls=2)
        await it.arm(code, "lose_answer")
        assert await it.subscribe(code) == "subscribed"
        await bought_once(it, code, before)

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_reversal_that_overtakes_its_charge(
    container: Container, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.arm(code, "reorder_reversal")
        assert await it.subscribe(code) == "taken_back"
        assert (it.balance(), it.charges(), it.state()) == (before, [], "-")
        assert await it.subscribe(code) == "subscribed"  # the next order is a new one
        assert it.balance() == before - PRICE[code]

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_call_that_is_late(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.arm(code, "delay", calls=2, seconds=0.01)
        assert await it.subscribe(code) == "subscribed"
        assert (await it.books(code))["calls"][1]["faults"] == ["delay"]
        await bought_once(it, code, before)

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("fault", ["lose_answer", "duplicate"])
def test_a_reversal_struck_by_a_fault(
    container: Container, tmp_path: Path, code: str, fault: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.subscribe(code)
        await it.arm(code, fault)
        bought = (await it.last(code))["id"]
        assert await it.control("uncharge", platform=code, subscription=bought) == "done"
        assert (it.balance(), it.state()) == (before, "ended")

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_renewal_struck_by_a_lost_answer(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.subscribe(code)
        await it.arm(code, "lose_answer", on=True)
        await it.control("time", days=31)
        await it.arm(code, "lose_answer", on=False)
        await it.control("time", days=1)
        assert it.balance() == before - 2 * PRICE[code]
        assert (await it.last(code))["paid_until"] == "2026-06-29"

    rehearse(container, tmp_path, scenario)


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


class KillingWire(httpx.AsyncBaseTransport):
    """Dies at a call of a kind, before it is sent or after it was answered."""

    def __init__(self, inner: Transport, call: int, *, after: bool) -> None:
        self._inner = inner
        self._left = call
        self._after = after

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass it on, unless this is the last moment."""
        self._left -= 1
        if self._left == 0 and not self._after:
            raise Killed
        answer = await self._inner.handle_async_request(request)
        if self._left == 0:
            await answer.aread()
            raise Killed
        return answer


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", [1, 2, 3], ids=["check", "charge", "report"])
def test_a_kill_at_any_call(
    container: Container, tmp_path: Path, code: str, call: int, *, after: bool
) -> None:
    """What was written ahead is sent again under the same txid by the next process."""
    before: list[int] = []
    ids: list[str] = []

    async def struck(it: Rehearsal) -> None:
        before.append(it.balance())
        with pytest.raises(Killed):
            await it.subscribe(code)
        books = await it.books(code)
        ids.extend(each["txid"] for each in books["operations"])
        assert books["operations"][-1]["attempts"] == 1

    async def restarted(it: Rehearsal) -> None:
        await it.control("work")
        books = await it.books(code)
        assert [each["txid"] for each in books["operations"]][: len(ids)] == ids
        await bought_once(it, code, before[0])

    rehearse(container, tmp_path, struck, lambda inner: KillingWire(inner, call, after=after))
    rehearse(container, tmp_path, restarted)
