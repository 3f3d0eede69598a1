"""What surrounds every door: correlation, safe headers, health."""

import asyncio
import logging
import re
from typing import Any

import httpx
import psycopg
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.api import edge
from backend.api.health import HealthDoor
from backend.telemetry import correlation


async def say(_request: Request) -> Response:
    """The correlation id as the inside sees it."""
    return PlainTextResponse(correlation.current(), headers={"Cache-Control": "max-age=60"})


async def fail(_request: Request) -> Response:
    """Something that nobody foresaw."""
    raise RuntimeError("a secret detail")


def get(path: str, *, health: HealthDoor | None = None, **request: Any) -> httpx.Response:
    """Ask an application of a few addresses."""
    routes = [
        Route("/say", say),
        Route("/fail", fail),
        Route("/away", away),
        *(health.routes() if health else []),
    ]
    client = request.pop("client", ("127.0.0.1", 123))
    over_tls = request.pop("over_tls", False)
    app = edge.build(routes, over_tls=over_tls)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://vitrina.test") as http:
            return await http.get(path, **request)

    return asyncio.run(send())


def test_a_correlation_id_is_made_and_told() -> None:
    answer = get("/say")
    assert re.fullmatch(r"[0-9a-f]{32}", answer.text)
    assert answer.headers["x-correlation-id"] == answer.text


@pytest.mark.parametrize(
    ("sent", "kept"), [("support-42-x", True), ("bad id", False), ("x", False)]
)
def test_the_callers_id_is_kept_where_it_can_be_logged(sent: str, *, kept: bool) -> None:
    answer = get("/say", headers={"X-Correlation-ID": sent})
    assert (answer.text == sent) is kept
    assert answer.headers.get_list("x-correlation-id") == [answer.text]


def test_headers_for_safety_and_a_doors_own() -> None:
    answer = get("/say")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "max-age=60"
    assert "strict-transport-security" not in answer.headers
    assert "strict-transport-security" in get("/say", over_tls=True).headers
    assert get("/nothing").headers["cache-control"] == "no-store"


def test_no_redirect_to_a_slash() -> None:
    assert get("/say/").status_code == 404


def test_a_failure_is_answered_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = get("/fail")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "secret" not in answer.text
    assert answer.json()["correlation_id"] == answer.headers["x-correlation-id"]


def broken() -> object:
    """A database that is away."""
    raise ConnectionError("password=hunter2")


def test_alive_and_ready() -> None:
    door = HealthDoor(probe=lambda: None)
    assert get("/health", health=door).json() == {"status": "ok"}
    assert get("/ready", health=door).json() == {"status": "ready"}


def test_alive_but_not_ready() -> None:
    door = HealthDoor(probe=broken)
    assert get("/health", health=door).status_code == 200
    answer = get("/ready", health=door)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "5"
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        (("127.0.0.1", 1), {}, 200),
        (("::1", 1), {}, 200),
        (("192.0.2.1", 1), {}, 403),
        (("127.0.0.1", 1), {"X-Forwarded-For": "192.0.2.1"}, 403),
        (("192.0.2.1", 1), {"X-Forwarded-For": "127.0.0.1"}, 403),
    ],
)
def test_metrics_without_a_token_are_for_direct_callers_from_here(
    client: tuple[str, int], headers: dict[str, str], status: int
) -> None:
    door = HealthDoor(probe=lambda: None)
    answer = get("/metrics", health=door, client=client, headers=headers)
    assert answer.status_code == status
    assert ("vitrina_lane_queue" in answer.text) == (status == 200)


@pytest.mark.parametrize(
    ("authorization", "status"),
    [("Bearer a-long-enough-token", 200), ("Bearer wrong", 403), ("", 403), ("Bearer ключ", 403)],
)
def test_metrics_with_a_token(authorization: str, status: int) -> None:
    door = HealthDoor(probe=lambda: None, metrics_token="a-long-enough-token")
    headers = {"Authorization": authorization.encode()}
    assert get("/metrics", health=door, headers=headers).status_code == status


async def away(_request: Request) -> Response:
    """What the driver says while the database restarts."""
    raise psycopg.OperationalError("connection to server at db.internal failed: hunter2")


def test_a_database_that_is_away_is_not_a_defect() -> None:
    answer = get("/away")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.json()["advice"] == "retry_same_id"
    assert "hunter2" not in answer.text
