"""The whole installation with another billing beside it: doors, cabinet, tick and commands."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.cli.demo_data import fill
from backend.container import Container
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.booking.refusals import BookUnavailable
from backend.settings import Settings
from backend.soap.contract import Action
from backend.storage.probes import run_probes
from backend.storage.repositories import AccountRepository
from tests.contract.test_doors import CHARGE, DIALECTS, REST, Doors, client
from tests.demonstration import Demonstration
from tests.fakes.remote_billing import SECRET, BillingServer, Fault

NUMBER = "000777"
ORDER = {**CHARGE, "account": NUMBER}


@pytest.fixture
def server() -> Iterator[BillingServer]:
    """The other billing."""
    made = BillingServer()
    yield made
    made.stop()


@pytest.fixture
def settings(database_url: str, server: BillingServer) -> Settings:
    """An installation's, with that billing."""
    return Settings().with_changes(
        database_url=database_url, secret_key="k" * 32, book_url=server.url, book_secret=SECRET
    )


@pytest.fixture
def container(settings: Settings, server: BillingServer) -> Iterator[Container]:
    """The parts of that installation, and an account over there with 100 roubles."""
    made = Container(settings)
    fill(made)
    with made.unit_of_work() as unit, unit.session as session:
        new = NewAccount(number=NUMBER, holder="Иванов Д. И.")
        account = open_account(new, AccountRepository(session), made.clock.now())
        account.elsewhere = True
        session.flush()
        unit.commit()
    server.billing.open(NUMBER, 10_000)
    try:
        yield made
        finish(made)
        assert [finding for finding in run_probes(made.engine) if not finding.ok] == []
        assert server.billing.broken == []
    finally:
        made.close()


def finish(container: Container) -> None:
    """Ticks, beside the thread that is at it already, until nothing waits for an answer."""
    waiting = "SELECT count(*) FROM booking WHERE done_at IS NULL AND state <> 'asked'"
    for _ in range(1_000):
        container.tick()
        with container.unit_of_work() as unit:
            if unit.driver.execute(waiting).fetchone() == (0,):
                return
    raise AssertionError("bookings are left")


def walk(container: Container, code: str, scenario: Callable[[Doors], Awaitable[Any]]) -> None:
    """Run a scenario as a platform."""

    async def run() -> None:
        async with client(container) as http:
            await scenario(Doors(http, container, code))

    asyncio.run(run())


@pytest.mark.parametrize("code", DIALECTS)
def test_the_five_operations_over_soap(
    container: Container, server: BillingServer, code: str
) -> None:
    async def scenario(doors: Doors) -> None:
        told = await doors.soap(Action.ACCOUNT, account=NUMBER)
        assert "100" in told.text
        order = doors.spoken(Action.CHARGE, ORDER)
        asked = doors.spoken(Action.CHECK, {"account": NUMBER, "amount": "5.00"})
        yes = await doors.soap(Action.CHECK, **asked)
        no = await doors.soap(Action.CHECK, **{**asked, "amount": "500.00"})
        assert yes.text != no.text
        await doors.soap(Action.CHARGE, external_id="s-1", **order)
        again = await doors.rest("/charges", id="s-1", **order)
        assert (again.status_code, again.json()["replayed"]) == (200, True), again.text
        assert server.billing.available(NUMBER) == 9_500
        await doors.soap(Action.REVERSE, external_id="s-1", account=NUMBER)
        assert (await doors.found("charge", "s-1")).json()["status"] == "reversed"

    walk(container, code, scenario)
    finish(container)
    assert server.billing.accounts[NUMBER].balance == 10_000


@pytest.mark.parametrize("code", DIALECTS)
def test_no_answer_is_never_told_as_a_lack_of_money(
    container: Container, server: BillingServer, code: str
) -> None:
    """What a platform hears is what it hears of any failure on this side: try the same again."""

    async def scenario(doors: Doors) -> None:
        order = doors.spoken(Action.CHARGE, ORDER)
        poor = await doors.soap(Action.CHARGE, external_id="p-1", **{**order, "amount": "500.00"})
        server.go_wrong(Fault.LOST_AFTER)
        unheard = await doors.soap(Action.CHARGE, external_id="u-1", **order)
        assert "NO_MONEY" not in unheard.text
        assert "NO_FUNDS" not in unheard.text
        assert unheard.text != poor.text
        heard = await doors.rest("/charges", id="u-1", **order)
        assert (heard.status_code, heard.json()["replayed"]) == (200, False), heard.text

    walk(container, code, scenario)
    finish(container)
    assert server.billing.accounts[NUMBER].balance == 9_500


def test_the_problems_of_rest(container: Container, server: BillingServer) -> None:
    async def scenario(doors: Doors) -> None:
        server.stop()
        order = doors.spoken(Action.CHARGE, ORDER)
        answer = await doors.rest("/charges", id="r-1", **order)
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (503, "book_unavailable")
        assert problem["advice"] == "retry_same_id"
        assert answer.headers["Retry-After"] == "5"
        found = await doors.found("charge", "r-1")
        assert found.status_code == 404, "nothing is recorded under the id"
        account = await doors.http.get(f"{REST}/accounts/{NUMBER}", auth=doors._login)
        assert account.json()["code"] == "book_unavailable"
        hold = {"account": NUMBER, "amount": "9.00", "product": "kav"}
        refused = await doors.rest("/holds", id="h-1", **hold)
        assert (refused.status_code, refused.json()["code"]) == (409, "kept_elsewhere")
        other = await doors.rest("/charges", id="r-2", **{**order, "account": "000123"})
        assert other.status_code == 200, "whose money is here is not concerned"
        server.start()

    walk(container, "native", scenario)


def test_the_cabinet_shows_what_is_over_there(container: Container, server: BillingServer) -> None:
    with container.unit_of_work() as unit:
        (account_id,) = unit.driver.execute(
            "SELECT id FROM account WHERE number = %s", [NUMBER]
        ).fetchone() or (0,)
    assert container.cabinet.profile(account_id).available == 10_000
    assert container.cabinet.summary(account_id).profile.balance == 10_000
    server.stop()
    with pytest.raises(BookUnavailable):
        container.cabinet.summary(account_id)
    assert container.cabinet.cards(account_id) == []
    server.start()


def test_what_came_to_its_end_is_told_soon(container: Container, server: BillingServer) -> None:
    async def scenario(doors: Doors) -> None:
        order = doors.spoken(Action.CHARGE, ORDER)
        await doors.rest("/charges", id="k-1", **order)

    walk(container, "native", scenario)
    assert container._office is not None
    container._office.close()
    assert "capture" in server.calls


def test_an_address_goes_with_a_secret() -> None:
    with pytest.raises(ValueError, match="goes with a secret"):
        Settings().with_changes(book_url="http://127.0.0.1:1/book")


# ---------------------------------------------------------------- commands


@pytest.fixture
def console(
    container: Container, settings: Settings, server: BillingServer, tmp_path: Path
) -> Demonstration:
    """The command line of that installation."""
    del container  # it has filled the database
    environment = {
        "VITRINA_DATABASE_URL": settings.database_url or "",
        "VITRINA_SECRET_KEY": "k" * 32,
        "VITRINA_DATA_DIR": str(tmp_path),
        "VITRINA_BOOK_URL": server.url,
        "VITRINA_BOOK_SECRET": SECRET,
    }
    return Demonstration(url="", environment=environment, sandbox="")


def said(console: Demonstration, *arguments: str) -> Any:
    """What a command says as JSON."""
    done = console.vitrina(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_accounts_are_moved_by_commands(console: Demonstration) -> None:
    console.vitrina("account", "add", "e-1", "Иванов")
    assert said(console, "book", "elsewhere", "e-1")["moved"] == 1
    left = said(console, "book", "elsewhere", "000123")
    assert (left["moved"], left["left"]) == (0, "000123"), "it has money here"
    assert console.vitrina("book", "elsewhere", "nobody").returncode == 1
    assert console.vitrina("book", "elsewhere").returncode == 1
    said(console, "book", "elsewhere", "--all")
    console.vitrina("account", "add", "e-2", "Петров")
    assert said(console, "book", "here", "e-1", "e-2")["moved"] == 2
    told = said(console, "book", "status")
    assert (told["new accounts"], told["the other billing"]) == ("elsewhere", "answers")
    said(console, "book", "here", "--all")
    assert said(console, "book", "status")["accounts elsewhere"] == 0
    without = console.with_variables(VITRINA_BOOK_URL="", VITRINA_BOOK_SECRET="")
    assert without.vitrina("book", "elsewhere", "--all").returncode == 1
    assert said(without, "book", "status")["the other billing"] == "no address is set"


def test_both_sides_are_compared(
    console: Demonstration, container: Container, server: BillingServer
) -> None:
    async def scenario(doors: Doors) -> None:
        order = doors.spoken(Action.CHARGE, ORDER)
        for name in ("x-1", "x-2"):
            await doors.rest("/charges", id=name, **order)
        await doors.rest("/charges/x-2/reversal")

    walk(container, "native", scenario)
    finish(container)
    assert "Both say the same." in console.vitrina("book", "compare").stdout
    for reservation in server.billing.reservations.values():
        reservation.captured += 1
    done = console.vitrina("book", "compare", "--json")
    assert done.returncode == 1
    assert {row["ours"] for row in json.loads(done.stdout)} == {"captured 5.00"}
    for reservation in server.billing.reservations.values():
        reservation.captured -= 1
    server.stop()
    assert console.vitrina("book", "compare").returncode == 3
    server.start()


def test_credit_is_given_by_whoever_keeps_the_money(console: Demonstration) -> None:
    for option in ("--credit-limit", "--promise"):
        done = console.vitrina("account", "set", NUMBER, option, "100.00")
        assert done.returncode == 1, done.stdout
        assert "another billing" in done.stderr.lower()
    paid = console.vitrina("payment", "add", NUMBER, "100.00", "--document", "PP-1")
    assert paid.returncode == 1
    assert "kept_elsewhere" in paid.stdout + paid.stderr
