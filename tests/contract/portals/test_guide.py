"""The portal guide: its commands and its code are run, its tables are those of the code."""

import json
import re
import sys
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.api.problems import PROBLEMS
from backend.calls.webhooks import signed_headers
from backend.domain.endpoints import NewEndpoint
from backend.domain.services.portals.scopes import ABOUT
from backend.storage.portals.portals import PortalBook
from tests.architecture import ROOT
from tests.contract.portals.tools import EXAMPLES, module, run
from tests.contract.portals.world import Portal
from tests.demonstration import free_port
from tests.guide import blocks, calls, read, typed
from tests.integration.sandbox.serving import await_that, serving

GUIDE = read("docs/portals.md")
DOCUMENT = json.loads(read("openapi/partner.json"))
CALLS = calls(GUIDE)


def test_the_commands_answer_what_is_shown(portal: Portal, tmp_path: Path) -> None:
    assert len(CALLS) == 4
    (tmp_path / "examples").symlink_to(ROOT / "docs" / "examples")
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **portal.variables}
    for call in CALLS:
        done = typed(call.script, tmp_path, environment)
        assert done.returncode == 0, f"{call.script}\n{done.stdout}\n{done.stderr}"
        told = re.sub(r"(?<=storefront: )http\S+", "(a link)", done.stdout)
        assert told.strip() == call.shown.strip(), call.script


def test_the_snippet_is_the_one_that_is_tried() -> None:
    assert blocks(GUIDE, "html") == [(EXAMPLES / "site" / "embed.html").read_text()]


def test_the_scopes_are_all_of_them() -> None:
    told = re.findall(r"^\| `([a-z]+:[a-z]+)` \| (.*) \|$", GUIDE, re.MULTILINE)
    assert dict(told) == {scope.value: about for scope, about in ABOUT.items()}


def test_problems_are_told_with_their_codes_and_statuses() -> None:
    told = re.findall(r"(\d{3}) `([a-z_]+)`", GUIDE)
    assert len(told) == 4
    assert all(PROBLEMS[code].status == int(status) for status, code in told)


def test_addresses_are_of_the_contract() -> None:
    known = {path.removeprefix("/portal") for path in DOCUMENT["paths"]}
    named = re.findall(r"`(?:[A-Z]+ )?(/(?:oauth|bindings|event)[a-z{}/\-]*)`", GUIDE)
    assert len(named) >= 5
    assert set(named) <= known


def test_the_receiver_in_python_is_told_what_happens(
    portal: Portal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (source,) = blocks(GUIDE, "python")
    port, container, events = free_port(), portal.world.container, module("events")
    its_clock = SimpleNamespace(time=lambda: container.clock.now().timestamp())
    monkeypatch.setattr(events, "time", its_clock)
    monkeypatch.setitem(sys.modules, "events", events)
    monkeypatch.chdir(tmp_path)
    with container.unit_of_work() as unit:
        owner = PortalBook(unit.driver).find(portal.code).id
        new = NewEndpoint(url=f"http://127.0.0.1:{port}/events", topics=frozenset())
        _, secret = container.events.add(unit, owner, new)
        unit.commit()
    names: dict[str, Any] = {"SECRET": secret}
    exec(source, names)  # noqa: S102 (ours)
    heard: list[str] = []
    with serving(names["app"], port, lifespan=False) as address:
        portal.world.pay(portal.subscriber, 100)

        def is_told() -> bool:
            container.tick()
            heard.extend(capsys.readouterr().out.split())
            return "payment.received" in heard

        await_that(is_told)
        forged = httpx.post(f"{address}/events", json={"type": "payment.received"}, trust_env=False)
        assert forged.status_code == 400
    assert heard.count("payment.received") == 1


_SCRIPT = """
const SECRET = process.env.SECRET;
%s
const sent = (headers) => new Request("https://portal.example/events", {
  method: "POST", headers, body: process.env.BODY,
});
const headers = JSON.parse(process.env.HEADERS);
for (const each of [headers, headers, { ...headers, "webhook-id": "another" }]) {
  console.log((await receive(sent(each))).status);
}
"""


def test_the_receiver_in_javascript_takes_what_is_genuine_once() -> None:
    (source,) = blocks(GUIDE, "js")
    key, body = b"k" * 32, '{"type": "payment.received"}'
    now = datetime.now(UTC)  # noqa: TID251 (its clock is the machine's)
    headers = signed_headers(key, UUID(int=1), now, body.encode())
    printed = run(
        "node",
        "--input-type=module",
        "-e",
        _SCRIPT % source,
        folder=EXAMPLES,
        SECRET=f"whsec_{b64encode(key).decode()}",
        BODY=body,
        HEADERS=json.dumps(headers),
    )
    assert printed.split() == ["payment.received", "204", "204", "400"]
