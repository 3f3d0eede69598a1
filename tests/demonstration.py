"""A demonstration that runs for tests: the real command in a process of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

CONSOLE = Path(sys.executable).with_name("vitrina")
START_SECONDS = 60.0


@dataclass(frozen=True)
class Demonstration:
    """Where it serves, and the environment in which the command finds its data."""

    url: str
    environment: dict[str, str]

    def vitrina(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run the command line beside it."""
        return subprocess.run(
            [CONSOLE, *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )


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
def demonstration() -> Iterator[Demonstration]:
    """A demonstration with fresh data that serves and makes no tour."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with data_folder() as folder:
        variables = environment(folder, url)
        command = [str(CONSOLE), "demo", "--port", str(port), "--quiet"]
        with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE) as process:
            try:
                _await(url, process)
                yield Demonstration(url, variables)
            finally:
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=30)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/ready", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the demonstration did not start")
