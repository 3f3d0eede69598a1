"""The staff's contract for runs, over the real database: plan, review, approve, watch."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import psycopg
import pytest

from backend.domain.values.billing import CatchUp
from tests.contract.operator.world import TOKEN, DeskWorld

Call = Callable[..., httpx.Response]


@pytest.fixture
def call(world: DeskWorld) -> Call:
    """Calls the contract as a script does, unless another token is given."""

    def send(method: str, path: str, body: Any = None, token: str = TOKEN) -> httpx.Response:
        return world.script(token).call(method, path, json=body)

    return send


def test_a_run_from_plan_to_end(world: DeskWorld, call: Call) -> None:
    world.subscribers(3, world.product("antivirus", 5000), balance=5000)

    planned = call("POST", "/runs", {}).json()
    run = call("GET", f"/runs/{planned['id']}").json()
    assert (run["state"], run["plan"]) == (
        "planned",
        {"lines": 3, "amount": "150.00", "vat_amount": "27.06"},
    )
    assert run["difference"]["new"] == 3
    assert world.count("charge") == 0

    approved = call("POST", f"/runs/{run['id']}/approval", {"hash": run["hash"]})
    assert approved.status_code == 200
    done = call("GET", "/runs").json()["runs"][0]
    assert (done["state"], done["approved_by"]) == ("done", "operator")
    assert done["progress"]["charged_sum"] == "150.00"
    assert done["progress"]["done"] == 3


def test_another_plan_than_the_reviewed_one_is_not_charged(world: DeskWorld, call: Call) -> None:
    world.subscribers(1, world.product("antivirus", 5000), balance=5000)
    run_id = call("POST", "/runs", {}).json()["id"]

    refused = call("POST", f"/runs/{run_id}/approval", {"hash": "0" * 64})

    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert call("POST", f"/runs/{run_id}/cancellation", {}).json()["state"] == "cancelled"
    assert world.count("charge") == 0


def test_nothing_due_is_told(call: Call) -> None:
    answer = call("POST", "/runs", {})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_parked_subscription_is_resumed(world: DeskWorld, call: Call) -> None:
    parked = world.product("antivirus", 5000, catch_up=CatchUp.PARK)
    world.subscribers(1, parked, balance=50_000)
    world.set_day(date(2026, 6, 3))
    world.run()
    (waiting,) = call("GET", "/parked").json()["parked"]
    assert waiting["reason"] == "several_periods_due"

    path = f"/parked/{waiting['subscription_id']}/resumption"
    assert call("POST", path, {"policy": "park?"}).status_code == 422
    resumed = call("POST", path, {"policy": "current"}).json()

    assert resumed == {"charged": "50.00", "ends": ["free", "charged"]}
    assert call("POST", path, {"policy": "all"}).status_code == 404


@pytest.mark.parametrize("token", ["", "another token of the staff, as long"])
def test_a_stranger_is_told_nothing(world: DeskWorld, call: Call, token: str) -> None:
    world.subscribers(1, world.product("antivirus", 5000), balance=5000)
    planned = world.plan()

    for method, path, body in (
        ("GET", "/runs", None),
        ("GET", f"/runs/{planned.id}", None),
        ("POST", "/runs", {}),
        ("POST", f"/runs/{planned.id}/approval", {"hash": planned.hash}),
        ("POST", f"/runs/{planned.id}/cancellation", {}),
        ("GET", "/parked", None),
        ("POST", f"/parked/{planned.id}/resumption", {"policy": "all"}),
    ):
        answer = call(method, path, body, token=token)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert world.count("charge") == 0


def test_what_the_catalogue_does_not_price_stays_parked(world: DeskWorld, call: Call) -> None:
    world.subscribers(1, world.product("antivirus", 5000), balance=50_000)
    with psycopg.connect(world.url) as owner:
        owner.execute("DELETE FROM price")
    world.run()
    (waiting,) = call("GET", "/parked").json()["parked"]

    refused = call("POST", f"/parked/{waiting['subscription_id']}/resumption", {"policy": "all"})

    assert (refused.status_code, refused.json()["code"]) == (409, "not_billable")
    assert len(call("GET", "/parked").json()["parked"]) == 1
