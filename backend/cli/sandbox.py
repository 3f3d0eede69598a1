"""``vitrina sandbox``."""

import json
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
import uvicorn

from backend.cli.output import say
from backend.cli.server import require_free_port, uvicorn_options
from backend.cli.stopping import end_with_input
from backend.domain.errors import InvalidRequest
from backend.sandbox import (
    SandboxConfig,
    SystemClock,
    WrongConfig,
    create_sandbox,
    read_config,
)
from backend.settings import Settings
from backend.telemetry import logs

_TIMEOUT_SECONDS = 10.0


def sandbox(
    *,
    host: Annotated[str, typer.Option(help="Where to listen; the page is for loopback.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="On which port.")] = 8081,
    vitrina: Annotated[
        str, typer.Option(help="Vitrina's address, to which its SOAP calls go.")
    ] = "http://127.0.0.1:8080",
    data_dir: Annotated[Path, typer.Option(help="Where its state is kept.")] = Path("data/sandbox"),
    config: Annotated[
        Path | None, typer.Option(help="Secrets and keys in JSON; without it, the demo's.")
    ] = None,
    attached: Annotated[
        bool, typer.Option("--attached", hidden=True, help="End when standard input does.")
    ] = False,
) -> None:
    """Play the platforms RentSoft and Relans, to rehearse with.

    A stand-in for both: it opens by Vitrina's signed links, sells, and takes money over SOAP. The
    page at `/` passes time and arms faults: lost answers, duplicates, delays, garbage. Relans
    needs its verification key in the configuration (docs/sandbox.md):

    `{"platforms": {"relans": {"verification_key": "…"}}}`

    Example: `vitrina sandbox --port 8081 --vitrina http://127.0.0.1:8080 --config sandbox.json`
    """
    settings = Settings().with_changes(host=host, port=port)
    require_free_port(settings)
    logs.configure(form=settings.log_format, level=settings.log_level, process="sandbox")
    address = f"http://localhost:{port}"
    made = _config(config, data_dir=data_dir, vitrina=vitrina, address=address)
    http = httpx.AsyncClient(timeout=_TIMEOUT_SECONDS, trust_env=False)
    if attached:
        end_with_input()
    say(f"Sandbox at {address}, calling {vitrina}.")
    uvicorn.run(create_sandbox(made, SystemClock(), http), **uvicorn_options(settings))


def _config(file: Path | None, *, data_dir: Path, vitrina: str, address: str) -> SandboxConfig:
    try:
        said: Any = json.loads(file.read_text(encoding="utf-8")) if file else {}
        if not isinstance(said, dict):
            raise WrongConfig("the configuration must be a JSON object")
        return read_config({"public_url": address, **said}, data_dir=data_dir, vitrina=vitrina)
    except OSError as error:
        raise InvalidRequest(f"cannot read the configuration ({error.strerror})") from None
    except ValueError as error:  # broken JSON, or what is in it
        raise InvalidRequest(f"the sandbox's configuration: {error}") from None
