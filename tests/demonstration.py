"""A demonstration that runs for tests: the real command in a process of its own."""

import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import httpx
import structlog

from backend.cli import main

CONSOLE = Path(sys.executable).with_name("vitrina")
START_SECONDS = 60.0


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Demonstration:
    """Where it serves, where the platforms are played, and in which environment a command finds
    its data."""

    url: str
    environment: dict[str, str]
    sandbox: str

    def with_variables(self, **variables: str) -> "Demonstration":
        """The same demonstration, asked with other variables."""
        return replace(self, environment=self.environment | variables)

    def vitrina(self, *arguments: str, stdin: str = "") -> Done:
        """Run a command beside it, in this process: a start of Python each would take minutes."""
        out, err = StringIO(), StringIO()
        with (
            _variables(self.environment),
            _logging_as_found(),
            redirect_stdout(out),
            redirect_stderr(err),
            _replaced("argv", ["vitrina", *arguments]),
            _replaced("stdin", StringIO(stdin)),
        ):
            try:
                main()
                status = 0
            except SystemExit as end:
                status = int(end.code or 0)
        return Done(status, out.getvalue(), err.getvalue())


@contextmanager
def _variables(environment: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _replaced(name: str, value: object) -> Iterator[None]:
    before = getattr(sys, name)
    setattr(sys, name, value)
    try:
        yield
    finally:
        setattr(sys, name, before)


@contextmanager
def _logging_as_found() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, configuration = root.handlers[:], root.level, structlog.get_config()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
        structlog.configure(**configuration)


def environment(folder: Path, url: str) -> dict[str, str]:
    """The variables of a process that is to see this installation and no other."""
    inherited = {n: v for n, v in os.environ.items() if not n.startswith(("VITRINA_", "COLUMNS"))}
    return {
        **inherited,
        "VITRINA_DATA_DIR": str(folder),
        "VITRINA_PUBLIC_URL": url,
        "VITRINA_LOG_LEVEL": "warning",
        "PATH": f"{CONSOLE.parent}{os.pathsep}{os.environ['PATH']}",
    }


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def data_folder() -> Iterator[Path]:
    """A folder that the database's own user can enter: pytest's are closed."""
    folder = Path(tempfile.mkdtemp(prefix="vitrina-demo-"))
    folder.chmod(0o755)
    try:
        yield folder / "data"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def demonstration(**variables: str) -> Iterator[Demonstration]:
    """A demonstration with fresh data that serves and makes no tour, under more variables."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with data_folder() as folder:
        variables = environment(folder, url) | variables
        played = free_port()
        command = [str(CONSOLE), "demo", "--port", str(port), "--quiet"]
        command += ["--sandbox-port", str(played)]
        with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE) as process:
            try:
                _await(f"{url}/ready", process)
                _await(f"http://localhost:{played}/control/state", process)
                yield Demonstration(url, variables, f"http://localhost:{played}")
            finally:
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=30)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the demonstration did not start")
