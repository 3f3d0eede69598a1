"""Telling a platform what the subscriber has decided."""

import base64
import hashlib
import hmac
import json
import socket
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from backend.calls.caller import Patience
from backend.domain.instruction import Act, Answer, Instruction, InstructionResult
from backend.domain.integrator import Integrator
from backend.platforms.desk import PlatformDesk
from tests.fakes.manual_clock import START, ManualClock
from tests.integration.platforms.conftest import Desks
from tests.integration.platforms.server import Manner, Platform, dripping, hanging, raw, reply
from tests.platform_world import platform

CANCEL = Instruction(
    id=UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    act=Act.CANCEL,
    account="000123",
    subscription="sub/1",
    ends_on=date(2026, 5, 31),
    created_at=START - timedelta(minutes=5),
)
KEEP = Instruction(
    id=UUID("01890a5d-ac96-774b-bcce-b302099a8058"),
    act=Act.KEEP,
    account="000123",
    subscription="sub/1",
    created_at=START,
)


def listening(server: Platform, **more: Any) -> Integrator:
    """An integrator that takes instructions on the server."""
    return platform(instructions_url=f"{server.address}/instructions?v=1", **more)


@pytest.mark.parametrize(
    ("instruction", "content"),
    [
        (
            CANCEL,
            {
                "type": "subscription.cancel",
                "timestamp": "2026-05-01T08:55:00+00:00",
                "data": {"account": "000123", "subscription": "sub/1", "ends_on": "2026-05-31"},
            },
        ),
        (
            KEEP,
            {
                "type": "subscription.keep",
                "timestamp": "2026-05-01T09:00:00+00:00",
                "data": {"account": "000123", "subscription": "sub/1"},
            },
        ),
    ],
    ids=["cancel", "keep"],
)
def test_what_is_told(
    platform_server: Platform, desk: PlatformDesk, instruction: Instruction, content: object
) -> None:
    platform_server.answer(reply(status="204 No Content"))
    shop = listening(platform_server, code="relans")
    assert desk.instructions.send(shop, instruction) == InstructionResult(answer=Answer.DONE)
    (request,) = platform_server.requests
    assert (request.method, request.target) == ("POST", "/instructions?v=1")
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.body) == content
    signed = b".".join(
        (
            request.headers["webhook-id"].encode(),
            request.headers["webhook-timestamp"].encode(),
            request.body,
        )
    )
    key = bytes.fromhex(desk.links.verification_key("relans"))
    sign = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert request.headers["webhook-signature"] == f"v1,{sign}"
    assert request.headers["webhook-id"] == str(instruction.id)
    assert request.headers["webhook-timestamp"] == str(int(START.timestamp()))


def test_told_again_it_is_the_same_with_a_new_time(
    platform_server: Platform, desk: PlatformDesk, clock: ManualClock
) -> None:
    platform_server.answer(reply(status="500 Oops"), reply())
    shop = listening(platform_server)
    assert desk.instructions.send(shop, CANCEL).answer is Answer.LATER
    clock.advance(minutes=1)
    assert desk.instructions.send(shop, CANCEL).answer is Answer.DONE
    first, second = platform_server.requests
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


OK = "HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("manner", "answer", "reason"),
    [
        (reply(), Answer.DONE, ""),
        (reply(status="202 Accepted"), Answer.DONE, ""),
        # The status has said it; what follows is of no interest, however long.
        (raw(f"{OK}Content-Length: 200000000\r\n\r\nx"), Answer.DONE, ""),
        (hanging(f"{OK}\r\n"), Answer.DONE, ""),
        (dripping(f"{OK}\r\n", "x" * 65_536), Answer.DONE, ""),
        (reply(status="409 Conflict"), Answer.REFUSED, "status_409"),
        (reply(status="422 Unprocessable"), Answer.REFUSED, "status_422"),
        (reply(status="400 Bad Request"), Answer.LATER, "status_400"),
        (reply(status="404 Not Found"), Answer.LATER, "status_404"),
        (reply(status="500 Oops"), Answer.LATER, "status_500"),
        (reply(b"", "Location: /", status="302 Found"), Answer.LATER, "status_302"),
        (reply(b"", "Location: /", status="307 Temporary"), Answer.LATER, "status_307"),
        (raw(""), Answer.LATER, "broken"),
        (raw("garbage\r\n\r\n"), Answer.LATER, "broken"),
    ],
)
def test_answers(
    platform_server: Platform, desk: PlatformDesk, manner: Manner, answer: Answer, reason: str
) -> None:
    platform_server.answer(manner)
    with capture_logs() as logs:
        result = desk.instructions.send(listening(platform_server), CANCEL)
    assert result == InstructionResult(answer=answer, reason=reason)
    assert len(platform_server.requests) == 1
    (line,) = logs
    assert line["instruction"] == str(CANCEL.id)
    assert (line["answer"], line["reason"]) == (answer.value, reason)
    assert "http://" not in repr(logs)


@pytest.mark.parametrize("manner", [hanging(), dripping(OK, "a: b\r\n")], ids=["hangs", "drips"])
def test_waiting_has_an_end(platform_server: Platform, desks: Desks, manner: Manner) -> None:
    platform_server.answer(manner)
    desk = desks(Patience(connect=30, read=30, total=0.3))
    assert desk.instructions.send(listening(platform_server), CANCEL) == InstructionResult(
        answer=Answer.LATER, reason="timeout"
    )


def test_nobody_listens(desk: PlatformDesk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shop = platform(instructions_url=f"http://127.0.0.1:{port}/")
    assert desk.instructions.send(shop, CANCEL) == InstructionResult(
        answer=Answer.LATER, reason="connect"
    )


def test_a_platform_without_an_address_is_not_told(desk: PlatformDesk) -> None:
    assert desk.instructions.send(platform(), CANCEL) == InstructionResult(
        answer=Answer.NOT_TOLD, reason="no_address"
    )


def test_an_address_that_cannot_be_called(desk: PlatformDesk) -> None:
    assert desk.instructions.send(platform(instructions_url="ftp://a.example"), CANCEL) == (
        InstructionResult(answer=Answer.LATER, reason="misconfigured")
    )
