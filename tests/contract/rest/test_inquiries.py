"""Accounts, subscriptions, links, operations and status reports."""

from tests.contract.rest.world import OTHER_SECRET, World, charge

REPORT = {"id": "s-1", "account": "000123", "product": "kav", "state": "suspended"}


def test_an_account_is_described_without_its_holder(world: World) -> None:
    answer = world.get("/accounts/000123")
    assert answer.json() == {
        "number": "000123",
        "status": "active",
        "available": "500.00",
        "tariffs": ["inet-100", "tv"],
        "currency": "RUB",
        "billing_period_start_day": 1,
        "time_zone": "Europe/Moscow",
    }
    assert "Иванов" not in answer.text


def test_leading_zeros_make_another_account(world: World) -> None:
    answer = world.get("/accounts/123")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_account")
    assert world.get("/accounts/000555").status_code == 404


def test_subscriptions_with_their_history(world: World) -> None:
    world.post("/charges", charge(product_title="Антивирус Касперского", period_end="2026-05-30"))
    world.post("/status-reports", {**REPORT, "reason": "no updates"})
    (found,) = world.get("/accounts/000123/subscriptions").json()["subscriptions"]
    assert (found["product"], found["product_title"]) == ("kav", "Антивирус Касперского")
    assert (found["state"], found["paid_through"]) == ("suspended", "2026-05-30")
    assert [step["to_state"] for step in found["history"]][-2:] == ["active", "suspended"]
    assert found["history"][-1]["reason"] == "no updates"


def test_an_integrator_sees_only_its_own_subscriptions(world: World) -> None:
    world.post("/charges", charge())
    answer = world.get("/accounts/000123/subscriptions", login=("rentsoft", OTHER_SECRET))
    assert answer.json() == {"subscriptions": []}
    assert world.get("/accounts/404/subscriptions").status_code == 404


def test_a_status_that_cannot_follow_is_refused(world: World) -> None:
    world.post("/charges", charge())
    answer = world.post("/status-reports", {**REPORT, "state": "pending"})
    assert (answer.status_code, answer.json()["code"]) == (409, "transition_refused")


def test_the_result_of_an_operation_by_its_id(world: World) -> None:
    done = world.post("/charges", charge()).json()
    found = world.get("/operations/charge/tx-1")
    assert found.json() == {**done, "replayed": True}
    world.post("/charges/tx-1/reversal")
    assert world.get("/operations/charge/tx-1").json()["status"] == "reversed"
    assert world.get("/operations/reverse/tx-1").json()["status"] == "applied"


def test_an_unknown_operation_is_safe_to_send(world: World) -> None:
    world.post("/charges", charge())
    strangers = world.get("/operations/charge/tx-1", login=("rentsoft", OTHER_SECRET))
    never = world.get("/operations/charge/tx-2")
    for answer in (strangers, never):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer.json()["advice"] == "retry_same_id"
    assert world.get("/operations/payment/1").status_code == 422


def test_a_storefront_link(world: World) -> None:
    answer = world.post("/accounts/000123/storefront-link")
    assert answer.json() == {
        "url": "https://relans.example/?account=000123",
        "expires_at": "2026-05-01T09:02:00Z",
    }
    assert world.post("/accounts/404/storefront-link").json()["code"] == "unknown_account"
    none = world.post("/accounts/000123/storefront-link", login=("rentsoft", OTHER_SECRET))
    assert (none.status_code, none.json()["code"]) == (404, "not_found")
