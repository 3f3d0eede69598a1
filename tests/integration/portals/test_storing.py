"""What is forgotten in its time, and what the database refuses even to the application."""

# ruff: noqa: S608  (the statements are put together from words of ours)

import re
from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from backend.domain.services.portals.bind import LIFETIME
from backend.domain.services.portals.do_once import KEPT
from backend.storage.engine import APP_ROLE
from tests.contract.cabinet.world import OTHER, OWN
from tests.contract.portal.world import PortalWorld

PORTAL = "(SELECT id FROM portal WHERE code = 'city')"
NOBODY = "gen_random_uuid()"
DIGEST = "sha256('x')"


def test_what_is_over_is_forgotten_in_its_time(world: PortalWorld) -> None:
    client = world.client()
    body = {"account": OTHER, "scopes": ["accounts:read"]}
    asked = client.post("/bindings", body, key="binding-1").json()["id"]
    assert world.portals.work() == 0
    world.clock.advance(minutes=10)
    assert (world.portals.work(), world.count("portal_token")) == (1, 0)
    world.clock.advance(seconds=(LIFETIME - timedelta(minutes=10)).total_seconds() - 1)
    assert world.portals.work() == 0
    world.clock.advance(seconds=1)
    assert world.portals.work() == 1
    (state, decided, expires), = world.rows(
        "SELECT state, decided_at, expires_at FROM portal_binding WHERE id = :id", id=asked
    )  # fmt: skip
    assert (state, decided) == ("expired", expires)
    world.clock.advance(seconds=(KEPT - LIFETIME).total_seconds())
    assert world.portals.work() == 0
    world.clock.advance(seconds=1)
    assert (world.portals.work(), world.count("portal_request")) == (1, 0)
    assert world.portals.work() == 0


def test_what_is_in_force_is_not_swept(world: PortalWorld) -> None:
    client = world.client()
    body = {"account": OTHER, "scopes": ["accounts:read"]}
    asked = client.post("/bindings", body).json()["id"]
    assert world.signed_in(OTHER).post(f"/portals/{asked}/accept", {}).status_code == 200
    world.clock.advance(seconds=(2 * KEPT).total_seconds())
    world.portals.work()
    client.token = ""
    assert client.get("/accounts").json()["accounts"] == [OWN, OTHER]


@pytest.fixture
def app(world: PortalWorld) -> Iterator[psycopg.Connection]:
    """The role that the application works as; there is a portal that acts for an account."""
    world.client()
    with psycopg.connect(world.url) as connection:
        connection.execute(f"SET ROLE {APP_ROLE}")
        yield connection
        connection.rollback()


def binding(state: str = "active", source: str = "consent", account: str = "1") -> str:
    """One more, for a number that is free."""
    return f"""INSERT INTO portal_binding (id, portal_id, number, account_id, source, scopes, state,
        created_at) VALUES ({NOBODY}, {PORTAL}, 'new', {account}, '{source}', '{{}}', '{state}',
        now())"""


def token(digest: str = DIGEST, portal: str = PORTAL) -> str:
    """One more."""
    return f"INSERT INTO portal_token VALUES ({digest}, {portal}, '{{}}', now(), now())"


def request(finished: str = "NULL", status: str = "NULL", body: str = "NULL") -> str:
    """One more, answered so."""
    return f"""INSERT INTO portal_request VALUES
        ({PORTAL}, 'key', {DIGEST}, now(), {finished}, {status}, 'text/plain', {body})"""


@pytest.mark.parametrize(
    "statement",
    [binding(), binding("pending"), binding("pending", account="NULL"), binding("refused"),
     binding("active", "operator"), token(), request(), request("now()", "200", "''")],
)  # fmt: skip
def test_what_may_be(app: psycopg.Connection, statement: str) -> None:
    assert app.execute(statement.encode()).rowcount == 1


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        (binding("active", account="NULL"), "binding_of_nobody_stays_a_request"),
        (binding("refused", account="NULL"), "binding_of_nobody_stays_a_request"),
        (binding("pending", "operator"), "binding_listed_is_no_request"),
        (binding("expired", "operator"), "binding_listed_is_no_request"),
        (binding("wished"), "portal_binding_state_check"),
        (binding(source="rumour"), "portal_binding_source_check"),
        (binding(account="4711"), "portal_binding_account_id_fkey"),
        (binding().replace("'new'", f"'{OWN}'"), "portal_binding_living"),
        (token("'short'"), "portal_token_digest_check"),
        (token(portal=NOBODY), "portal_token_portal_id_fkey"),
        (request("now()"), "request_finished_whole"),
        (request("now()", "200"), "request_finished_whole"),
        (request(status="200", body="''"), "request_finished_whole"),
        ("UPDATE portal SET reach = 'some'", "portal_reach_check"),
        ("UPDATE portal SET calls_per_minute = 0", "portal_calls_per_minute_check"),
        ("UPDATE portal SET code = 'City'", "portal_code_check"),
        (f"UPDATE portal_secret SET portal_id = {NOBODY}", "portal_secret_portal_id_fkey"),
        (
            f"""INSERT INTO event_endpoint (id, portal_id, url, topics, secret, enabled, created_at)
            VALUES ({NOBODY}, {NOBODY}, 'https://x.example/', '{{}}', 'x', true, now())""",
            "event_endpoint_of_portal",
        ),
        ("DELETE FROM portal", "permission denied"),
        ("DELETE FROM portal_binding", "permission denied"),
        ("DELETE FROM portal_usage", "permission denied"),
        ("UPDATE portal_token SET expires_at = now()", "permission denied"),
        ("TRUNCATE portal_request", "permission denied"),
    ],
)
def test_what_may_not_be(app: psycopg.Connection, statement: str, refusal: str) -> None:
    with pytest.raises(psycopg.Error, match=re.escape(refusal)):
        app.execute(statement.encode())
