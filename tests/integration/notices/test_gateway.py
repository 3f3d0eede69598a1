"""The gateway to SMS: signed, and whatever it answers."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from backend.calls.caller import HttpCaller, Patience
from backend.domain.notice import SendAnswer, SendResult
from backend.notifications.gateway import GatewayChannel
from backend.notifications.wiring import Gateway
from tests.fakes.manual_clock import START, ManualClock
from tests.integration.notices.test_mail import letter
from tests.integration.platforms.server import Manner, Platform, dripping, hanging, raw, reply

SECRET = "whsec_" + base64.b64encode(b"the gateway's own key").decode()
PATIENT = Patience(connect=30, read=30, total=30)
SENT = SendResult(answer=SendAnswer.SENT)
TO = letter(to="+79001234567", subject="", text='Не хватает 12,30 ₽. "Ура"\n')


@pytest.fixture
def caller() -> Iterator[HttpCaller]:
    """With more patience than a test has time."""
    made = HttpCaller(PATIENT)
    yield made
    made.close()


def channel(server: Platform, caller: HttpCaller) -> GatewayChannel:
    """A channel to the server."""
    gateway = Gateway(f"{server.address}/inbox/notices?v=1", SECRET)
    return GatewayChannel(gateway.address, gateway.key, caller, ManualClock())


def test_what_is_posted(gateway_server: Platform, caller: HttpCaller) -> None:
    gateway_server.answer(reply(status="202 Accepted"))
    assert channel(gateway_server, caller).send(TO) == SENT
    (request,) = gateway_server.requests
    assert (request.method, request.target) == ("POST", "/inbox/notices?v=1")
    assert json.loads(request.body) == {
        "type": "notice",
        "timestamp": "2026-05-01T09:00:00+00:00",
        "data": {
            "id": str(TO.id),
            "account": "000123",
            "to": "+79001234567",
            "language": "ru",
            "kind": "coming_debit",
            "text": TO.text,
        },
    }
    id_, at = request.headers["webhook-id"], request.headers["webhook-timestamp"]
    assert (id_, at) == (str(TO.id), str(int(START.timestamp())))
    signed = f"{id_}.{at}.".encode() + request.body
    digest = hmac.new(b"the gateway's own key", signed, hashlib.sha256).digest()
    assert request.headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"


def test_told_again_it_is_the_same(gateway_server: Platform, caller: HttpCaller) -> None:
    gateway_server.answer(reply(status="500 Oops"), reply(status="409 Conflict"))
    made = channel(gateway_server, caller)
    assert made.send(TO).answer is SendAnswer.LATER
    assert made.send(TO) == SendResult(answer=SendAnswer.SENT, reason="status_409")
    first, second = gateway_server.requests
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def later(reason: str) -> SendResult:
    """What is wrong with all letters."""
    return SendResult(answer=SendAnswer.LATER, reason=reason, is_down=True)


@pytest.mark.parametrize(
    ("manner", "result"),
    [
        (reply(), SENT),
        (reply(status="204 No Content"), SENT),
        (hanging("HTTP/1.1 200 OK\r\n\r\n"), SENT),
        (reply(status="400 Bad"), SendResult(answer=SendAnswer.REFUSED, reason="status_400")),
        (reply(status="422 No"), SendResult(answer=SendAnswer.REFUSED, reason="status_422")),
        (reply(status="410 Gone"), SendResult(answer=SendAnswer.REFUSED, reason="status_410")),
        (reply(status="401 Who"), later("status_401")),
        (reply(status="404 Where"), later("status_404")),
        (reply(status="429 Slow"), later("status_429")),
        (reply(status="500 Oops"), later("status_500")),
        (reply(status="503 Away"), later("status_503")),
        (reply(b"", "Location: http://127.0.0.1:1/", status="302 Found"), later("status_302")),
        (reply(b"", "Location: http://127.0.0.1:1/", status="308 Moved"), later("status_308")),
        (raw(""), later("broken")),
        (raw("garbage\r\n\r\n"), later("broken")),
    ],
)
def test_answers(
    gateway_server: Platform, caller: HttpCaller, manner: Manner, result: SendResult
) -> None:
    gateway_server.answer(manner)
    with capture_logs() as logs:
        assert channel(gateway_server, caller).send(TO) == result
    assert len(gateway_server.requests) == 1  # no redirect is followed
    (line,) = logs
    assert (line["notice"], line["answer"]) == (str(TO.id), result.answer.value)
    for secret in (TO.to, TO.text, SECRET, "http://"):
        assert secret not in repr(logs)


@pytest.mark.parametrize(
    "manner", [hanging(), dripping("HTTP/1.1 200 OK\r\n", "a: b\r\n")], ids=["hangs", "drips"]
)
def test_waiting_has_an_end(gateway_server: Platform, manner: Manner) -> None:
    gateway_server.answer(manner)
    caller = HttpCaller(Patience(connect=30, read=30, total=0.3))
    try:
        assert channel(gateway_server, caller).send(TO) == later("timeout")
    finally:
        caller.close()
