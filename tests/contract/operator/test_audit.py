"""What the staff did, over REST."""

from tests.contract.operator.world import DeskWorld


def test_a_deed_is_told_with_who_and_from_where(world: DeskWorld) -> None:
    world.script().post("/runs")
    (record,) = world.person().get("/audit").json()["records"]
    assert (record["actor"], record["role"], record["operation"]) == (
        "operator",
        "admin",
        "plan_run",
    )
    assert (record["subject"], record["address"]) == ("run of today", "127.0.0.1")
    assert len(record["correlation_id"]) == 32


def test_records_come_by_pages_and_by_question(world: DeskWorld) -> None:
    for _ in range(3):
        world.script().post("/runs")
    reader = world.person()
    page = reader.get("/audit?limit=2").json()
    assert [record["id"] for record in page["records"]] == [3, 2]
    rest = reader.get(f"/audit?limit=2&before={page['next']}").json()
    assert [record["id"] for record in rest["records"]] == [1]
    assert "next" not in rest
    assert reader.get("/audit?actor=somebody").json()["records"] == []
    assert reader.get("/audit?limit=0").status_code == 422


def test_the_chain_is_checked(world: DeskWorld) -> None:
    world.script().post("/runs")
    reader = world.person()
    assert reader.get("/audit/seals").json() == {"rows": 1, "unsealed": 1, "seals": 0}
    world.audit.work()
    state = reader.get("/audit/seals").json()
    assert (state["rows"], state["unsealed"], state["seals"]) == (1, 0, 1)
    assert "broken" not in state
    assert len(state["last"]) == 64
