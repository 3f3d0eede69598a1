"""The demonstration does the main job over real SOAP, and can be run again."""

import json
import signal
import socket
import subprocess
import time
from typing import Any

import httpx
import pytest

from tests.demonstration import CONSOLE, Demonstration, data_folder, environment, free_port

pytestmark = pytest.mark.slow

WORDS = ("getUserInfo", "canCharge", "USER_DUPLICATE_TXID", "uncharge", "USER_NO_MONEY")


def test_the_tour_twice_in_a_row() -> None:
    with data_folder() as folder:
        port = str(free_port())
        variables = environment(folder, f"http://127.0.0.1:{port}")
        told = []
        for _ in range(2):
            done = subprocess.run(
                [CONSOLE, "demo", "--once", "--port", port, "--sandbox-port", str(free_port())],
                env=variables,
                capture_output=True,
                text=True,
                check=False,
                timeout=100,
            )
            assert done.returncode == 0, done.stderr
            assert done.stderr == ""
            told.append(done.stdout)
    for text in told:
        assert [word for word in WORDS if word not in text] == []
        assert "amount 500.00" in text, "every tour begins with the same money"
        assert "Антивирус Касперского · active · paid through" in text
        assert " due" in text
        assert "storefront http://localhost:" in text, "a portal has a link"
        assert "rules hold" in text
        assert "\x1b[" not in text
    assert told[0] != told[1], "fresh ids"


def test_several_workers_share_one_embedded_database() -> None:
    with data_folder() as folder:
        port = str(free_port())
        url = f"http://127.0.0.1:{port}"
        command = [str(CONSOLE), "serve", "--port", port, "--workers", "2"]
        with subprocess.Popen(
            command, env=environment(folder, url), stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                assert ready(f"{url}/ready", process)
                metrics = httpx.get(f"{url}/metrics", trust_env=False)
                assert "vitrina_lane_queue" in metrics.text
                assert httpx.get(f"{url}/soap/rentsoft?wsdl", trust_env=False).status_code == 401
            finally:
                process.send_signal(signal.SIGTERM)
                _, told = process.communicate(timeout=60)
        assert process.returncode == 0
        assert url in told
        assert not (folder / "postgres" / "cluster" / "postmaster.pid").exists()


def ready(url: str, process: subprocess.Popen[Any]) -> bool:
    """Whether what is at this address answers, within a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.get(url, trust_env=False).is_success
        except httpx.TransportError:
            time.sleep(0.1)
    return False


def test_killed_and_started_again() -> None:
    """Whatever was left behind, the platforms' port among it, does not keep it from starting."""
    with data_folder() as folder:
        port, played = free_port(), free_port()
        url = f"http://127.0.0.1:{port}"
        command = [str(CONSOLE), "demo", "--quiet", "--port", str(port)]
        command += ["--sandbox-port", str(played)]
        for _ in range(2):
            with subprocess.Popen(
                command, env=environment(folder, url), stdout=subprocess.DEVNULL
            ) as process:
                try:
                    assert ready(f"http://localhost:{played}/control/state", process)
                finally:
                    process.kill()
            assert gone(played)


def gone(port: int) -> bool:
    """Whether nobody listens on a port any more, within half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.1)
    return False


def test_its_inbox_hears_of_what_happens(demo: Demonstration) -> None:
    """By a signed event, within some seconds."""
    (endpoint,) = json.loads(demo.vitrina("event", "endpoints", "--json").stdout)
    assert endpoint["url"] == f"{demo.sandbox}/inbox/events"
    paid = demo.vitrina("payment", "add", "000123", "1.00", "--document", "heard-of")
    assert paid.returncode == 0, paid.stderr
    deadline = time.monotonic() + 60
    while "heard-of" not in httpx.get(f"{demo.sandbox}/inbox", trust_env=False).text:
        assert time.monotonic() < deadline, demo.vitrina("event", "deliveries").stdout
        time.sleep(0.1)
