"""Ask, take, take back: what the money path answers."""

from typing import Any

import pytest

from tests.contract.rest.world import OTHER_SECRET, World, charge


def test_a_charge_takes_money_and_tells_what_is_left(world: World) -> None:
    answer = world.post("/charges", charge(period_end="2026-05-30", text="1 мес., 50р."))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    result = answer.json()
    assert result["code"] == "ok"
    assert result["status"] == "applied"
    assert (result["amount"], result["available"]) == ("50.00", "450.00")
    assert result["account"] == "000123"
    assert result["replayed"] is False
    assert world.balance("000123") == 450_00


def test_a_repeated_charge_is_answered_from_what_was_stored(world: World) -> None:
    first = world.post("/charges", charge()).json()
    again = world.post("/charges", charge())
    assert again.status_code == 200
    assert again.json() == {**first, "replayed": True}
    assert world.balance("000123") == 450_00


def test_the_same_id_with_other_content_changes_nothing(world: World) -> None:
    world.post("/charges", charge())
    answer = world.post("/charges", charge(amount="60.00"))
    assert answer.status_code == 409
    assert answer.json()["code"] == "conflict"
    assert world.balance("000123") == 450_00


def test_amounts_of_one_value_are_the_same_content(world: World) -> None:
    for written in ("50", "50.0", "50.00"):
        assert world.post("/charges", charge(amount=written)).status_code == 200
    assert world.balance("000123") == 450_00


def test_another_integrators_id_is_another_operation(world: World) -> None:
    world.post("/charges", charge())
    answer = world.post("/charges", charge(), login=("rentsoft", OTHER_SECRET))
    assert answer.json()["replayed"] is False
    assert world.balance("000123") == 400_00


def test_a_batch_answers_each_item_in_order(world: World) -> None:
    items = [
        charge(id="a"),
        charge(id="b", account="000777"),
        charge(id="c", account="404"),
        charge(id="a"),
        charge(id="d"),
    ]
    answer = world.post("/charges/batch", {"charges": items})
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [(r["id"], r["code"], r["replayed"]) for r in results] == [
        ("a", "ok", False),
        ("b", "not_enough_money", False),
        ("c", "unknown_account", False),
        ("a", "ok", True),
        ("d", "ok", False),
    ]
    assert [r["advice"] for r in results][1:3] == ["new_id_later", "new_id_after_change"]
    assert world.balance("000123") == 400_00
    assert world.desk.calls == 1


def test_a_batch_over_the_integrators_limit_is_refused_whole(world: World) -> None:
    world.change("relans", batch_limit=2)
    answer = world.post("/charges/batch", {"charges": [charge(id=str(n)) for n in range(3)]})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_many_items")
    assert world.desk.calls == 0


def test_an_empty_batch_is_refused(world: World) -> None:
    assert world.post("/charges/batch", {"charges": []}).status_code == 422


@pytest.mark.parametrize(
    ("account", "amount", "code"),
    [
        ("000123", "500.00", "ok"),
        ("000123", "500.01", "not_enough_money"),
        ("000777", "50.00", "not_enough_money"),
        ("000999", "50.00", "account_blocked"),
        ("000404", "50.00", "unknown_account"),
    ],
)
def test_a_check_answers_what_a_charge_would(
    world: World, account: str, amount: str, code: str
) -> None:
    answer = world.post("/checks", {"account": account, "amount": amount})
    assert answer.status_code == 200
    result = answer.json()
    assert (result["code"], result["allowed"]) == (code, code == "ok")
    assert world.post("/charges", charge(account=account, amount=amount)).json()["code"] == code


@pytest.mark.parametrize("body", [{}, {"account": "000123"}])
def test_a_reversal_gives_the_whole_charge_back(world: World, body: dict[str, Any]) -> None:
    world.post("/charges", charge())
    answer = world.post("/charges/tx-1/reversal", body)
    assert answer.status_code == 200
    assert answer.json()["kind"] == "reverse"
    assert (answer.json()["amount"], answer.json()["available"]) == ("50.00", "500.00")
    again = world.post("/charges/tx-1/reversal", body)
    assert again.json()["replayed"] is True
    assert world.balance("000123") == 500_00


def test_a_reversed_id_never_takes_money_again(world: World) -> None:
    world.post("/charges", charge())
    world.post("/charges/tx-1/reversal")
    answer = world.post("/charges", charge())
    assert (answer.status_code, answer.json()["code"]) == (410, "reversed")
    assert answer.json()["advice"] == "never"
    assert world.balance("000123") == 500_00


def test_a_reversal_before_its_charge_buries_the_id(world: World) -> None:
    answer = world.post("/charges/tx-1/reversal")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_operation")
    assert answer.json()["advice"] == "treat_as_done"
    assert world.post("/charges", charge()).json()["code"] == "reversed"
    assert world.balance("000123") == 500_00


def test_one_integrator_cannot_take_back_what_another_took(world: World) -> None:
    world.post("/charges", charge())
    answer = world.post("/charges/tx-1/reversal", login=("rentsoft", OTHER_SECRET))
    assert answer.json()["code"] == "unknown_operation"
    assert world.balance("000123") == 450_00


@pytest.mark.parametrize("name", ["a/b", "a/reversal", "urn:tx:1", "a.b-c_d", "batch", "x" * 64])
def test_ids_with_signs_can_be_addressed(world: World, name: str) -> None:
    escaped = name.replace("/", "%2F")
    assert world.post("/charges", charge(id=name)).json()["id"] == name
    assert world.get(f"/operations/charge/{escaped}").json()["id"] == name
    assert world.post(f"/charges/{escaped}/reversal").json()["id"] == name
    assert world.balance("000123") == 500_00
