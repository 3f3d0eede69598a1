"""Keep money aside, charge from it, give it back."""

from tests.contract.rest.world import World

HOLD = {"id": "h-1", "account": "000123", "amount": "100.00", "product": "kav"}


def available(world: World) -> str:
    answer: str = world.get("/accounts/000123").json()["available"]
    return answer


def test_a_hold_keeps_money_aside(world: World) -> None:
    answer = world.post("/holds", HOLD)
    assert (answer.status_code, answer.json()["kind"]) == (200, "hold")
    assert answer.json()["available"] == "400.00"
    assert world.balance("000123") == 500_00
    assert world.post("/holds", HOLD).json()["replayed"] is True
    assert available(world) == "400.00"


def test_a_capture_in_parts_and_a_final_one(world: World) -> None:
    world.post("/holds", HOLD)
    part = world.post("/holds/h-1/captures", {"id": "c-1", "amount": "30.00", "final": False})
    assert (part.json()["kind"], part.json()["amount"]) == ("charge", "30.00")
    last = world.post("/holds/h-1/captures", {"id": "c-2", "amount": "20.00"})
    assert last.status_code == 200
    assert available(world) == "450.00"
    assert world.balance("000123") == 450_00


def test_a_capture_takes_all_that_is_left_and_can_be_reversed(world: World) -> None:
    world.post("/holds", HOLD)
    assert world.post("/holds/h-1/captures", {"id": "c-1"}).json()["amount"] == "100.00"
    assert world.post("/charges/c-1/reversal").json()["amount"] == "100.00"
    assert available(world) == "500.00"


def test_a_capture_of_more_than_is_kept_is_refused(world: World) -> None:
    world.post("/holds", HOLD)
    answer = world.post("/holds/h-1/captures", {"id": "c-1", "amount": "100.01"})
    assert (answer.status_code, answer.json()["code"]) == (422, "hold_exceeded")


def test_a_release_gives_the_rest_back(world: World) -> None:
    world.post("/holds", HOLD)
    assert world.post("/holds/h-1/release").json()["amount"] == "100.00"
    assert available(world) == "500.00"
    answer = world.post("/holds/h-1/captures", {"id": "c-1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "hold_closed")


def test_an_expired_hold_cannot_be_captured(world: World) -> None:
    world.post("/holds", {**HOLD, "lifetime_seconds": 60})
    world.clock.advance(seconds=60)
    answer = world.post("/holds/h-1/captures", {"id": "c-1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "hold_expired")


def test_an_unknown_hold(world: World) -> None:
    for path, body in (("captures", {"id": "c-1"}), ("release", {})):
        answer = world.post(f"/holds/h-404/{path}", body)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_hold")
