"""Quotas: told with every answer, counted over all processes, and kept."""

from tests.contract.cabinet.world import OWN
from tests.contract.portal.world import PortalClient, PortalWorld

PROFILE = f"/accounts/{OWN}/profile"


def left(client: PortalClient) -> tuple[int, str]:
    """One call: its status, and what is left after it."""
    answer = client.get(PROFILE)
    return answer.status_code, answer.headers["ratelimit"]


def test_every_answer_says_what_is_left(world: PortalWorld) -> None:
    client = world.client(per_minute=4, per_day=10)
    client.sign_in()  # counts as one
    answer = client.get(PROFILE)
    assert answer.headers["ratelimit-policy"] == '"minute";q=4;w=60, "day";q=10;w=86400'
    assert answer.headers["ratelimit"] == '"minute";r=2;t=61, "day";r=8;t=86401'
    refused = client.get("/accounts/nobody/profile")
    assert refused.status_code == 404
    assert refused.headers["ratelimit"].startswith('"minute";r=1;')


def test_who_asks_too_fast_waits(world: PortalWorld) -> None:
    client = world.client(per_minute=3)
    client.sign_in()
    assert [left(client)[0] for _ in range(4)] == [200, 200, 429, 429]
    refused = client.get(PROFILE)
    assert refused.json()["code"] == "rate_limited"
    assert int(refused.headers["retry-after"]) > 0
    asked = client.sign_in()
    assert (asked.status_code, asked.json()["error"]) == (429, "slow_down")
    assert int(asked.headers["retry-after"]) > 0
    world.clock.advance(seconds=60)
    assert left(client)[0] == 200


def test_the_day_has_its_own_limit(world: PortalWorld) -> None:
    client = world.client(per_day=3)
    client.sign_in()
    assert [left(client)[0] for _ in range(3)] == [200, 200, 429]
    world.clock.advance(hours=1)
    assert client.sign_in().status_code == 429
    world.clock.advance(hours=23)
    assert client.sign_in().status_code == 200


def test_what_is_too_much_changes_nothing(world: PortalWorld) -> None:
    client = world.client(per_minute=1)
    client.sign_in()
    before = world.everything()
    refused = client.post(f"/accounts/{OWN}/previews", {"product_id": str(world.sell("kav", 1))})
    assert refused.status_code == 429
    assert world.everything() == before
    assert world.count("portal_request") == 0


def test_one_portal_does_not_use_up_anothers(world: PortalWorld) -> None:
    hurried, calm = world.client("hurried", per_minute=1), world.client("calm")
    hurried.sign_in()
    assert left(hurried)[0] == 429
    assert left(calm)[0] == 200
