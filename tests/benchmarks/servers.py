"""Server processes: the product's own, as it is started in production, and the naive one."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0
NAIVE_DATABASE_URL = "NAIVE_DATABASE_URL"
_VITRINA = [str(Path(sys.executable).with_name("vitrina")), "serve"]
_NAIVE = [sys.executable, "-m", "uvicorn", "--factory", "tests.benchmarks.naive:serve"]
_QUIET = ["--no-access-log", "--log-level", "warning"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where it listens, and the session that all its processes belong to."""

    port: int
    session: int


@contextmanager
def vitrina(url: str, folder: Path, workers: int) -> Iterator[Server]:
    """The product with so many processes."""
    port = _free_port()
    variables = {
        "VITRINA_DATABASE_URL": url,
        "VITRINA_DATA_DIR": str(folder),
        "VITRINA_LOG_FORMAT": "json",
    }
    command = [*_VITRINA, "--port", f"{port}", "--workers", f"{workers}"]
    with _running(command, variables, folder / f"server-{workers}.log", port) as server:
        yield server


@contextmanager
def naive(url: str, folder: Path, workers: int) -> Iterator[Server]:
    """The naive handler with so many processes."""
    port = _free_port()
    command = [*_NAIVE, *_QUIET, "--port", f"{port}", "--workers", f"{workers}"]
    with _running(command, {NAIVE_DATABASE_URL: url}, folder / "naive.log", port) as server:
        yield server


@contextmanager
def _running(
    command: list[str], variables: Mapping[str, str], log: Path, port: int
) -> Iterator[Server]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env={**os.environ, **variables},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(process, port, log)
            yield Server(port, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1)  # the other workers are a moment later
            return
    raise AssertionError(f"no answer from {process.args!r}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
