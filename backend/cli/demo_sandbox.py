"""The demonstration's platforms: the sandbox, in a process of its own, with its secrets."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from backend.cli.demo_data import inbox_secret
from backend.container import Container
from backend.domain.errors import Unavailable

_START_SECONDS = 30.0


@contextmanager
def sandbox_running(container: Container, port: int) -> Iterator[str]:
    """The sandbox while the block runs; its address.

    ``localhost`` and not ``127.0.0.1``: to a browser that is another site than the cabinet's, as a
    real platform is.
    """
    settings = container.settings
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "backend.cli", "sandbox", "--port", str(port)]
    command += ["--vitrina", settings.public_url, "--config", str(_config(container))]
    command += ["--data-dir", str(settings.data_dir / "sandbox")]
    command += ["--attached"]  # should this process be killed, its input ends
    process = subprocess.Popen(  # noqa: S603 (a command of ours)
        command, env=_environment(), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        _await_start(address, process)
        yield address
    finally:
        process.terminate()
        process.wait()


def _config(container: Container) -> Path:
    """What the platforms share with this installation, readable by its owner only."""
    path = Path(container.settings.data_dir) / "sandbox.json"
    key = container.links.verification_key("relans")
    of_rentsoft = container.links.verification_key("rentsoft")
    platforms = {"relans": {"verification_key": key}, "rentsoft": {"verification_key": of_rentsoft}}
    document = {"platforms": platforms, "inbox_secret": inbox_secret()}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(document, file)
    return path


def _environment() -> dict[str, str]:
    """This process's, but the sandbox listens where it is told."""
    return {name: text for name, text in os.environ.items() if name not in _OURS}


_OURS = frozenset({"VITRINA_PORT", "VITRINA_HOST", "VITRINA_PUBLIC_URL"})


def _await_start(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/control/state", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise Unavailable("the sandbox did not start: try `vitrina sandbox` to see why")
