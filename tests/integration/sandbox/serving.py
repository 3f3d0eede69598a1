"""Real servers on real ports: a Vitrina in a thread, a sandbox in a process of its own."""

import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from starlette.types import ASGIApp

from backend.app import create_app
from backend.container import Container
from tests.demonstration import CONSOLE, environment, free_port

_START_SECONDS = 60.0


@contextmanager
def serving(app: ASGIApp, port: int, *, lifespan: bool = True) -> Iterator[str]:
    """An application while the block runs; its address."""
    options = uvicorn.Config(
        app, port=port, log_config=None, access_log=False, lifespan="on" if lifespan else "off"
    )
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, name=f"server-{port}")
    thread.start()
    try:
        await_that(lambda: server.started or not thread.is_alive())
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def vitrina(container: Container) -> Iterator[str]:
    """A Vitrina; the container is closed by whoever opened it."""
    with serving(create_app(container), free_port(), lifespan=False) as address:
        yield address.replace("localhost", "127.0.0.1")


@contextmanager
def sandbox(
    address: str, port: int, folder: Path, keys: dict[str, str], command: str = "", **house: str
) -> Iterator[subprocess.Popen[bytes]]:
    """``vitrina sandbox`` in a process of its own, calling the Vitrina at the address; ``house`` is
    more of its configuration."""
    folder.mkdir(exist_ok=True)
    platforms = {code: {"verification_key": key} for code, key in keys.items()}
    (folder / "sandbox.json").write_text(json.dumps({"platforms": platforms, **house}))
    typed = command or (
        f"vitrina sandbox --port {port} --vitrina {address} --data-dir state --config sandbox.json"
    )
    words = typed.split()
    words[0] = str(CONSOLE)
    variables = environment(folder, address)
    with subprocess.Popen(words, cwd=folder, env=variables, stderr=subprocess.DEVNULL) as process:
        try:
            await_that(lambda: process.poll() is not None or _answers(port))
            assert process.poll() is None, "the sandbox did not start"
            yield process
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"http://localhost:{port}/control/state", trust_env=False).is_success
    return False


def await_that(ready: Callable[[], bool]) -> None:
    """Wait until something in another process has happened."""
    deadline = time.monotonic() + _START_SECONDS
    while not ready():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.02)
