"""What the operator's staff sets up: accounts, credit, promises, integrators, secrets."""

from datetime import timedelta
from typing import Any

import pytest

from backend.domain.errors import AlreadyExists, InvalidRequest, NotFound
from backend.domain.models import Integrator, IntegratorSecret
from backend.domain.services.administration.change_account import (
    promise_payment,
    set_credit_limit,
    set_status,
)
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.set_up_integrator import (
    CHANGEABLE,
    ROTATION,
    NewIntegrator,
    add_integrator,
    change_integrator,
    rotate_secret,
)
from backend.domain.values.codes import RefusalPolicy
from backend.domain.values.status import AccountStatus
from tests.fakes.manual_clock import START
from tests.fakes.memory_entities import MemoryAccounts, MemoryIntegrators


@pytest.fixture
def accounts() -> MemoryAccounts:
    """One account, empty."""
    made = MemoryAccounts()
    open_account(NewAccount(number="1001", holder="Иванов Д. И."), made, START)
    return made


@pytest.fixture
def integrators() -> MemoryIntegrators:
    """One platform."""
    made = MemoryIntegrators()
    add_integrator(NewIntegrator(code="alpha", title="Alpha", dialect="native"), made, START)
    return made


# ---------------------------------------------------------------- accounts


def test_an_account_is_opened_empty(accounts: MemoryAccounts) -> None:
    command = NewAccount(
        number="0002", holder="  Петров  ", credit_limit=500, tariffs=("inet-100", "tv")
    )
    account = open_account(command, accounts, START)
    assert (account.number, account.holder, account.status) == ("0002", "Петров", "active")
    assert (account.balance, account.held, account.promised) == (0, 0, 0)
    assert (account.credit_limit, account.spending_floor) == (500, -500)
    assert (account.tariffs, account.opened_at) == (["inet-100", "tv"], START)
    assert accounts.find("0002") is account


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "10 01"},
        {"number": ""},
        {"number": "1" * 33},
        {"holder": " "},
        {"credit_limit": -1},
    ],
)
def test_an_account_that_cannot_be(accounts: MemoryAccounts, wrong: dict[str, Any]) -> None:
    command = NewAccount(**{"number": "0002", "holder": "Петров", **wrong})
    with pytest.raises(InvalidRequest):
        open_account(command, accounts, START)
    assert set(accounts.rows) == {"1001"}


def test_a_number_is_given_once(accounts: MemoryAccounts) -> None:
    with pytest.raises(AlreadyExists):
        open_account(NewAccount(number="1001", holder="Петров"), accounts, START)


def test_every_change_locks_its_account_and_refuses_an_unknown_one(
    accounts: MemoryAccounts,
) -> None:
    set_status("1001", AccountStatus.BLOCKED, accounts)
    assert accounts.locked == {"1001"}
    with pytest.raises(NotFound):
        set_status("9", AccountStatus.BLOCKED, accounts)
    with pytest.raises(NotFound):
        set_credit_limit("9", 1, accounts)
    with pytest.raises(NotFound):
        promise_payment("9", 1, 1, accounts, START)


@pytest.mark.parametrize("status", AccountStatus)
def test_status_is_set(accounts: MemoryAccounts, status: AccountStatus) -> None:
    assert set_status("1001", status, accounts).status == status


def test_the_floor_follows_the_credit_limit(accounts: MemoryAccounts) -> None:
    assert set_credit_limit("1001", 500, accounts).spending_floor == -500
    assert set_credit_limit("1001", 0, accounts).spending_floor == 0
    with pytest.raises(InvalidRequest):
        set_credit_limit("1001", -1, accounts)


def test_lowering_the_credit_of_a_debtor_leaves_the_floor_where_the_debt_is(
    accounts: MemoryAccounts,
) -> None:
    account = set_credit_limit("1001", 500, accounts)
    account.balance, account.held = -200, 100
    assert set_credit_limit("1001", 100, accounts).spending_floor == -300
    assert account.balance == -200


def test_a_promise_widens_the_floor_until_its_day(accounts: MemoryAccounts) -> None:
    set_credit_limit("1001", 100, accounts)
    account = promise_payment("1001", 400, 3, accounts, START)
    assert (account.promised, account.spending_floor) == (400, -500)
    assert account.promised_until == START + timedelta(days=3)


def test_one_promise_at_a_time(accounts: MemoryAccounts) -> None:
    promise_payment("1001", 400, 3, accounts, START)
    almost = START + timedelta(days=3, microseconds=-1)
    with pytest.raises(AlreadyExists):
        promise_payment("1001", 400, 3, accounts, almost)
    renewed = promise_payment("1001", 300, 1, accounts, START + timedelta(days=3))
    assert (renewed.promised, renewed.spending_floor) == (300, -300)


@pytest.mark.parametrize(("kopecks", "days"), [(0, 1), (-1, 1), (1, 0), (1, -1), (1, 31)])
def test_a_promise_that_cannot_be(accounts: MemoryAccounts, kopecks: int, days: int) -> None:
    with pytest.raises(InvalidRequest):
        promise_payment("1001", kopecks, days, accounts, START)


# ---------------------------------------------------------------- integrators


def test_an_integrator_is_added_switched_on_and_without_a_secret(
    integrators: MemoryIntegrators,
) -> None:
    command = NewIntegrator(
        code="rentsoft",
        title="RentSoft",
        dialect="rentsoft",
        networks=("192.0.2.0/24", "2001:db8::1"),
        refusals=RefusalPolicy.RECONSIDER,
        max_charge=1,
        max_daily=2,
        calls_per_second=3,
        wire={"a": 1},
    )
    row = add_integrator(command, integrators, START)
    assert (row.enabled, row.version, row.created_at) == (True, 1, START)
    assert row.networks == ["192.0.2.0/24", "2001:db8::1/128"]
    assert (row.refusals, row.max_charge, row.max_daily) == ("reconsider", 1, 2)
    assert integrators.secrets(row) == []


@pytest.mark.parametrize("code", ["", "a", "Alpha", "0a", "a b", "a" * 33, "альфа"])
def test_a_code_that_cannot_be(integrators: MemoryIntegrators, code: str) -> None:
    with pytest.raises(InvalidRequest):
        add_integrator(NewIntegrator(code=code, title="Beta", dialect="native"), integrators, START)


@pytest.mark.parametrize("network", ["192.0.2.1/24", "192.0.2.0/33", "example.org", "", "*"])
def test_a_network_that_cannot_be(integrators: MemoryIntegrators, network: str) -> None:
    command = NewIntegrator(code="beta", title="Beta", dialect="native", networks=(network,))
    with pytest.raises(InvalidRequest):
        add_integrator(command, integrators, START)
    with pytest.raises(InvalidRequest):
        change_integrator("alpha", {"networks": [network]}, integrators)
    assert set(integrators.rows) == {"alpha"}


def test_a_code_is_given_once(integrators: MemoryIntegrators) -> None:
    with pytest.raises(AlreadyExists):
        add_integrator(
            NewIntegrator(code="alpha", title="Alpha", dialect="native"), integrators, START
        )


def test_a_change_makes_a_new_version(integrators: MemoryIntegrators) -> None:
    changes = {"enabled": False, "max_daily": 5, "networks": ["192.0.2.0/24"]}
    row = change_integrator("alpha", changes, integrators)
    assert (row.enabled, row.max_daily, row.networks) == (False, 5, ["192.0.2.0/24"])
    assert row.version == 2


@pytest.mark.parametrize("name", ["id", "code", "version", "created_at", "nonsense"])
def test_what_is_not_changeable_changes_nothing(integrators: MemoryIntegrators, name: str) -> None:
    with pytest.raises(InvalidRequest):
        change_integrator("alpha", {"title": "Other", name: 1}, integrators)
    assert (integrators.rows["alpha"].title, integrators.rows["alpha"].version) == ("Alpha", 1)


def test_everything_changeable_is_a_field() -> None:
    assert set(Integrator.model_fields) >= CHANGEABLE


def test_the_operator_itself_cannot_be_changed_or_sign_in() -> None:
    integrators = MemoryIntegrators()
    operator = Integrator(id=0, code="operator", title="", dialect="none", created_at=START)
    integrators.rows["operator"] = operator
    with pytest.raises(NotFound):
        change_integrator("operator", {"enabled": True}, integrators)
    with pytest.raises(NotFound):
        rotate_secret("operator", integrators, START)
    with pytest.raises(NotFound):
        rotate_secret("nobody", integrators, START)


# ---------------------------------------------------------------- secrets


def expiries(integrators: MemoryIntegrators) -> list[object]:
    """When the secrets end, newest first."""
    rows = integrators.secrets(integrators.rows["alpha"])
    return [row.expires_at for row in rows]


def test_a_secret_is_made_and_only_its_digest_kept(integrators: MemoryIntegrators) -> None:
    secret = rotate_secret("alpha", integrators, START)
    (row,) = integrators.secret_rows
    assert len(secret) >= 40
    assert secret.encode() not in row.digest + row.salt
    assert expiries(integrators) == [None]
    assert integrators.rows["alpha"].version == 2


def test_two_secrets_are_valid_during_a_rotation(integrators: MemoryIntegrators) -> None:
    first = rotate_secret("alpha", integrators, START)
    second = rotate_secret("alpha", integrators, START)
    assert first != second
    assert expiries(integrators) == [None, START + ROTATION]

    later = START + timedelta(days=1)
    rotate_secret("alpha", integrators, later)
    assert expiries(integrators) == [None, later + ROTATION]


def test_an_end_that_comes_sooner_is_not_put_off(integrators: MemoryIntegrators) -> None:
    rotate_secret("alpha", integrators, START)
    (row,) = integrators.secret_rows
    row.expires_at = START + timedelta(hours=1)
    rotate_secret("alpha", integrators, START)
    assert expiries(integrators) == [None, START + timedelta(hours=1)]


def test_a_platforms_own_secret_must_be_long(integrators: MemoryIntegrators) -> None:
    with pytest.raises(InvalidRequest):
        rotate_secret("alpha", integrators, START, secret="x" * 19)
    assert integrators.secret_rows == []
    assert rotate_secret("alpha", integrators, START, secret="x" * 20) == "x" * 20


def test_a_secret_that_is_refused_leaves_the_old_ones_as_they_were(
    integrators: MemoryIntegrators,
) -> None:
    rotate_secret("alpha", integrators, START)
    with pytest.raises(InvalidRequest):
        rotate_secret("alpha", integrators, START, secret="short")
    assert expiries(integrators) == [None]


def test_nobody_elses_secrets_are_touched(integrators: MemoryIntegrators) -> None:
    add_integrator(NewIntegrator(code="beta", title="Beta", dialect="native"), integrators, START)
    rotate_secret("beta", integrators, START)
    before: list[IntegratorSecret] = list(integrators.secret_rows)
    rotate_secret("alpha", integrators, START)
    rotate_secret("alpha", integrators, START)
    assert integrators.secret_rows[0] is before[0]
    assert before[0].expires_at is None
