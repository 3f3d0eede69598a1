"""A real process, really killed while a charge is on its way."""

import json
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.cli.demo_data import fill
from backend.container import Container
from backend.settings import Settings
from tests.demonstration import free_port
from tests.integration.sandbox.rehearsal import CODES, Rehearsal
from tests.integration.sandbox.serving import await_that, sandbox, vitrina

ORDER = {"product": "kav", "oferta": "accepted"}


def charge_of(http: httpx.Client) -> dict[str, Any]:
    """The charge in the sandbox's books; empty as long as there is none."""
    operations = http.get("/control/state").json()["platforms"]["rentsoft"]["operations"]
    return next((each for each in operations if each["kind"] == "charge"), {})


def press(http: httpx.Client, address: str) -> None:
    """Press the button; the answer may never come."""
    try:
        http.post(f"{address}subscribe", data=ORDER)
    except httpx.TransportError:
        return


@pytest.mark.slow
def test_kill_minus_nine(database_url: str, tmp_path: Path) -> None:
    """A charge is written and waits to be sent: the next process sends it, the txid is the same."""
    settings = Settings().with_changes(database_url=database_url, secret_key="k" * 32)
    container = Container(settings)
    fill(container)
    port = free_port()
    keys = {code: container.links.verification_key(code) for code in CODES}
    with (
        vitrina(container) as address,
        httpx.Client(base_url=f"http://localhost:{port}", trust_env=False) as http,
    ):
        books = Rehearsal(httpx.AsyncClient(), container)
        before = books.balance()
        with sandbox(address, port, tmp_path, keys) as process:
            entered = http.get(books.link("rentsoft").replace("8081", str(port))).headers[
                "location"
            ]
            delay = {"platform": "rentsoft", "fault": "delay", "on": True, "seconds": 2}
            assert http.post("/control/faults", json=delay).is_success
            buyer = threading.Thread(target=press, args=(http, entered))
            buyer.start()
            await_that(lambda: charge_of(http).get("attempts") == 1)
            process.kill()
            process.wait()
            buyer.join()
            state = json.loads((tmp_path / "state" / "state.json").read_text())
            written = state["platforms"]["rentsoft"]["operations"][1]
        assert written["outcome"] is None
        with sandbox(address, port, tmp_path, keys):
            await_that(lambda: charge_of(http).get("outcome") == "done")
            assert charge_of(http)["txid"] == written["txid"]
        assert books.balance() == before - 5_000
        assert len(books.charges()) == 1
    container.close()
