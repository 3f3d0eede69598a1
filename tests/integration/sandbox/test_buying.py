"""Buying, paying month by month, running out of money, leaving: all over Vitrina's public SOAP."""

from pathlib import Path

import pytest

from backend.cli.demo_catalogue import fill_catalogue
from backend.container import Container
from backend.domain.services.subscribing.commands import Unsubscribe
from tests.integration.sandbox.rehearsal import CHEAP, CODES, PRICE, Rehearsal, rehearse

_TO_BILLING = "UPDATE product SET mode = 'billing', template = 'software' WHERE code LIKE 'Ант%%'"
GOLDEN = "Антивирус Касперского, 1 мая – 30 мая, 50р."


@pytest.mark.parametrize("code", CODES)
def test_a_purchase(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        assert await it.subscribe(code) == "subscribed"
        assert it.balance() == before - PRICE[code]
        assert it.state() == "active"
        books = await it.books(code)
        assert [(o["kind"], o["outcome"]) for o in books["operations"]] == [
            ("check", "done"),
            ("charge", "done"),
            ("report", "done"),
        ]
        assert [user["account"] for user in books["users"]] == ["000123"]
        assert books["subscriptions"][0]["paid_until"] == "2026-05-30"

    rehearse(container, tmp_path, scenario)


def test_the_golden_text(container: Container, tmp_path: Path) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe("rentsoft")
        assert it.charges() == [GOLDEN]

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_second_click_buys_nothing(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe(code)
        after = it.balance()
        assert await it.subscribe(code) == "already"
        assert it.balance() == after

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("account", ["000124", "000125"], ids=["poor", "blocked"])
def test_without_money_nothing_is_sold(
    container: Container, tmp_path: Path, code: str, account: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance(account)
        assert await it.subscribe(code, account=account) == "no_money"
        assert (it.balance(account), it.state(account)) == (before, "-")
        assert (await it.last(code))["status"] == "failed"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_month_passes(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe(code)
        before = it.balance()
        await it.control("time", days=29)
        assert it.balance() == before
        await it.control("time", days=1)
        assert it.balance() == before - PRICE[code]
        assert "31 мая – 29 июня" in it.charges()[-1]
        await it.control("time", days=60)
        assert it.balance() == before - 3 * PRICE[code]
        assert "30 июля – 28 августа" in it.charges()[-1]

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_money_ends_and_comes_back(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        it.pay(PRICE[code] // 100, "000124")
        assert await it.subscribe(code, account="000124") == "subscribed"
        await it.control("time", days=30)
        assert (await it.last(code))["status"] == "suspended"
        assert it.state("000124") == "suspended"
        await it.control("time", days=3)
        tried = [o for o in (await it.books(code))["operations"] if o["outcome"] == "no_money"]
        assert len({o["txid"] for o in tried}) == 4  # each day under an id of its own
        it.pay(PRICE[code] // 100, "000124")
        await it.control("time", days=1)
        assert (await it.last(code))["status"] == "active"
        assert it.state("000124") == "active"
        assert it.balance("000124") == 1_000
        assert (await it.last(code))["paid_until"] == "2026-07-03"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_who_does_not_pay_for_thirty_days_has_left(
    container: Container, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        it.pay(PRICE[code] // 100, "000124")
        await it.subscribe(code, account="000124")
        await it.control("time", days=59)
        assert it.state("000124") == "suspended"
        await it.control("time", days=1)
        assert (await it.last(code))["note"] == "not_paid"
        assert it.state("000124") == "ended"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_leaving_on_the_platforms_page(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe(code)
        before = it.balance()
        base = await it.enter(code)
        form = {"subscription": (await it.last(code))["id"]}
        answer = await it.http.post(f"{base}/unsubscribe", data=form)
        assert "Работает по 30 мая" in (await it.http.get(answer.headers["location"])).text
        assert it.state() == "cancelling"
        await it.control("time", days=31)
        assert (it.state(), it.balance()) == ("ended", before)
        assert await it.subscribe(code) == "subscribed"  # and one may come back
        assert it.state() == "active"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_charge_is_taken_back(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        await it.subscribe(code)
        bought = (await it.last(code))["id"]
        assert await it.control("uncharge", platform=code, subscription=bought) == "done"
        assert (it.balance(), it.state()) == (before, "ended")
        assert await it.control("uncharge", platform=code, subscription=bought) == "no_subscription"
        await it.control("time", days=40)
        assert it.balance() == before

    rehearse(container, tmp_path, scenario)


def test_a_charge_out_of_turn(container: Container, tmp_path: Path) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe("rentsoft")
        before, bought = it.balance(), (await it.last("rentsoft"))["id"]
        result = await it.control("charge", platform="rentsoft", subscription=bought)
        assert (result, it.balance()) == ("done", before - 5_000)
        assert (await it.last("rentsoft"))["paid_until"] == "2026-06-29"

    rehearse(container, tmp_path, scenario)


def test_a_refusal_that_is_not_about_money_ends_it(container: Container, tmp_path: Path) -> None:
    async def scenario(it: Rehearsal) -> None:
        fill_catalogue(it.container)
        await it.subscribe("rentsoft")
        with it.container.engine.begin() as connection:
            connection.exec_driver_sql(_TO_BILLING)
        it.container.catalogue.refresh()
        before = it.balance()
        await it.control("time", days=31)
        ended = await it.last("rentsoft")
        assert (ended["status"], ended["note"], it.balance()) == ("ended", "refused", before)

    rehearse(container, tmp_path, scenario)


def test_products_that_are_not_sold(container: Container, tmp_path: Path) -> None:
    async def scenario(it: Rehearsal) -> None:
        before = it.balance()
        assert await it.subscribe("rentsoft", "nod32") == "not_sold"
        assert await it.subscribe("rentsoft", "nothing") == "not_sold"
        base = await it.enter("rentsoft")
        answer = await it.http.post(f"{base}/subscribe", data={"product": CHEAP["rentsoft"]})
        assert answer.headers["location"].endswith("notice=oferta")
        assert (it.balance(), (await it.books("rentsoft"))["operations"]) == (before, [])

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_who_left_in_the_cabinet_is_not_charged_even_if_nobody_told_the_platform(
    container: Container, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe(code)
        before = it.balance()
        ((id_,),) = it.rows("SELECT id FROM subscription")
        leave = Unsubscribe(account="000123", actor="subscriber", subscription_id=id_)
        it.container.subscribers.carry_out(leave)
        await it.control("time", days=30)
        assert (await it.last(code))["note"] == "refused"
        assert (it.balance(), it.state()) == (before, "ended")

    rehearse(container, tmp_path, scenario)
