"""The examples that receive events: genuine ones once, everything else never."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from backend.calls.webhooks import signed_headers
from tests.contract.portals.tools import EXAMPLES, compile_strictly, module, run

KEY, FORMER = b"k" * 32, b"f" * 32
SECRET = "whsec_" + base64.b64encode(KEY).decode()
NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
ID = UUID("0190c8a4-7000-7000-8000-000000000001")
BODY = '{"type":"charge.taken","data":{"amount":"50.00","text":"Антивирус"}}'.encode()
events = module("events")


class Case(NamedTuple):
    """A message as it came in, and whether it is to be believed."""

    headers: Mapping[str, str]
    body: bytes
    genuine: bool


def signed(
    key: bytes = KEY, age: int = 0, body: bytes = BODY, *former: bytes, now: datetime = NOW
) -> dict[str, str]:
    """Headers by small names, as servers hand them on."""
    at = now - timedelta(seconds=age)
    return {k.lower(): v for k, v in signed_headers(key, ID, at, body, *former).items()}


def without(name: str) -> dict[str, str]:
    return {k: v for k, v in signed().items() if k != name}


CASES = {
    "genuine": Case(signed(), BODY, True),
    "under the secret that is being changed": Case(signed(FORMER, 0, BODY, KEY), BODY, True),
    "a little late": Case(signed(age=240), BODY, True),
    "a clock that is behind": Case(signed(age=-240), BODY, True),
    "another body": Case(signed(), BODY.replace(b"50.00", b"0.50"), False),
    "another id": Case(signed() | {"webhook-id": str(UUID(int=1))}, BODY, False),
    "another secret": Case(signed(FORMER), BODY, False),
    "recorded yesterday": Case(signed(age=86_400), BODY, False),
    "of tomorrow": Case(signed(age=-86_400), BODY, False),
    "another timestamp": Case(signed() | {"webhook-timestamp": "1"}, BODY, False),
    "no timestamp at all": Case(without("webhook-timestamp"), BODY, False),
    "a timestamp that is none": Case(signed() | {"webhook-timestamp": "now"}, BODY, False),
    "no id": Case(without("webhook-id"), BODY, False),
    "no signature": Case(without("webhook-signature"), BODY, False),
    "an empty signature": Case(signed() | {"webhook-signature": "v1,"}, BODY, False),
    "a signature that is none": Case(signed() | {"webhook-signature": "v1,ж y"}, BODY, False),
    "of another kind": Case(
        signed() | {"webhook-signature": signed()["webhook-signature"].replace("v1,", "v1a,")},
        BODY,
        False,
    ),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@pytest.fixture
def inbox(tmp_path: Path) -> Any:
    return events.Inbox(str(tmp_path / "inbox.db"))


def test_python_believes_what_is_genuine(case: Case) -> None:
    if case.genuine:
        assert events.verify(SECRET, case.headers, case.body, NOW.timestamp()) == json.loads(BODY)
        return
    with pytest.raises(events.NotGenuine):
        events.verify(SECRET, case.headers, case.body, NOW.timestamp())


def test_python_does_what_comes_twice_once(inbox: Any) -> None:
    now = datetime.now(UTC)  # noqa: TID251 (its clock is the machine's)
    assert inbox.accept(SECRET, signed(now=now), BODY) == json.loads(BODY)
    assert inbox.accept(SECRET, signed(age=60, now=now), BODY) is None
    for headers in (signed(FORMER, now=now), signed()):
        with pytest.raises(events.NotGenuine):
            inbox.accept(SECRET, headers, BODY)


_SCRIPT = """
import { NotGenuine, verify } from "./events.mjs";
let text = "";
for await (const each of process.stdin) text += each;
const { secret, cases, now } = JSON.parse(text);
const told = {};
for (const [name, { headers, body }] of Object.entries(cases)) {
  const [sent, bytes] = [new Headers(headers), Uint8Array.from(body)];
  try {
    told[name] = (await verify(secret, sent, bytes, now)).type;
  } catch (error) {
    if (!(error instanceof NotGenuine)) throw error;
    told[name] = null;
  }
}
console.log(JSON.stringify(told));
"""


def test_javascript_believes_the_same() -> None:
    sendable = {
        name: {"headers": case.headers, "body": list(case.body)}
        for name, case in CASES.items()
        if case.headers.get("webhook-signature", "").isascii()  # fetch refuses the others itself
    }
    given = json.dumps({"secret": SECRET, "cases": sendable, "now": NOW.timestamp()})
    printed = run("node", "--input-type=module", "-e", _SCRIPT, folder=EXAMPLES, given=given)
    assert json.loads(printed) == {
        name: "charge.taken" if CASES[name].genuine else None for name in sendable
    }


def test_javascript_has_the_types_it_says() -> None:
    compile_strictly(EXAMPLES / "events.mjs", folder=EXAMPLES)
