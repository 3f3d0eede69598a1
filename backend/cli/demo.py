"""``vitrina demo``: everything at once, with data to play with. This is ``make run``."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from backend.cli.demo_billing import bill
from backend.cli.demo_catalogue import fill_catalogue
from backend.cli.demo_coming import let_portal_in, look_ahead
from backend.cli.demo_data import fill, inbox_secret, listen
from backend.cli.demo_guide import greet, invite
from backend.cli.demo_months import fill_months, seed
from backend.cli.demo_sandbox import sandbox_running
from backend.cli.demo_shopping import shop
from backend.cli.demo_tour import tour, verified
from backend.cli.server import chosen_settings, require_free_port, uvicorn_options
from backend.cli.stopping import stop_requested
from backend.container import Container, Database
from backend.domain.errors import InvalidRequest, Unavailable
from backend.jobs.scheduler import start_scheduler
from backend.settings import Settings
from backend.storage.migrations import upgrade
from backend.telemetry import logs

_START_SECONDS = 30.0


def demo(
    *,
    port: Annotated[int | None, typer.Option(help="On which port.")] = None,
    sandbox_port: Annotated[
        int | None, typer.Option(help="On which port the platforms are played; default: the next.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where the data is kept.")] = None,
    once: Annotated[bool, typer.Option("--once", help="End after the tour.")] = False,
    subscriptions: Annotated[
        int,
        typer.Option(
            min=0,
            max=5_000_000,
            help="Add this many subscribers whose month is due, for rehearsals.",
        ),
    ] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", help="Serve only: no tour.")] = False,
) -> None:
    """Start everything with demonstration data, and show how a platform takes money.

    The embedded database lives in the data folder; run it again as often as you like. A platform's
    calls are made over real SOAP, a month is billed, a subscriber buys in the storefront. Then the
    servers stay: the cabinet for a browser, the platforms' sandbox, SOAP and REST.

    Example: `vitrina demo --port 8080`
    """
    loudness = Settings().log_level
    settings = chosen_settings(port=port, data_dir=data_dir, log_level="warning")
    settings = chosen_settings(**_gateway(settings, sandbox_port), **RECEIVERS_HERE)
    if settings.database_url is not None:
        raise InvalidRequest("the demo has a database of its own: unset VITRINA_DATABASE_URL")
    played = settings.with_changes(port=sandbox_port or settings.port + 1)
    require_free_port(settings)
    require_free_port(played)
    logs.configure(form=settings.log_format, level=settings.log_level, process="demo")
    greet(settings)
    stop = stop_requested()
    with _running(settings, played.port) as container:
        if subscriptions:
            seed(container, subscriptions)
        holds = quiet or _shown(container)
        if not once:
            listen(container, f"http://localhost:{played.port}")
            invite(settings, played.port)
            logs.configure(form=settings.log_format, level=loudness, process="demo")
            stop.wait()
    if not holds:
        raise typer.Exit(1)


RECEIVERS_HERE = {"events_http": "true", "events_private_networks": "127.0.0.0/8,::1"}
"""The sandbox's inbox hears of events, too: on this machine, and readable on their way."""


def _gateway(settings: Settings, sandbox_port: int | None) -> dict[str, str]:
    """Messages to subscribers go to the sandbox's inbox, unless there is a real gateway."""
    if settings.notice_gateway_url is not None:
        return {}
    return {
        "notice_gateway_url": f"http://localhost:{sandbox_port or settings.port + 1}/inbox/notices",
        "notice_gateway_secret": inbox_secret(),
    }


def _shown(container: Container) -> bool:
    """The tour; whether every rule about money holds after it."""
    tour(container)
    bill(container)
    shop(container)
    look_ahead(container)
    return verified(container)


@contextmanager
def _running(settings: Settings, sandbox_port: int) -> Iterator[Container]:
    """The database, the scheduler and the server, in this process, while the block runs; and the
    platforms beside it."""
    with ExitStack() as stack:
        database = Database(settings)
        stack.callback(database.close)
        upgrade(database.open())
        container = Container(settings)
        stack.callback(container.close)
        fill(container, f"http://localhost:{sandbox_port}")
        fill_catalogue(container)
        fill_months(container)
        let_portal_in(container)
        scheduler = start_scheduler(container.tick, container.clock.now())
        stack.callback(scheduler.shutdown)
        stack.enter_context(_serving(settings))
        stack.enter_context(sandbox_running(container, sandbox_port))
        yield container


@contextmanager
def _serving(settings: Settings) -> Iterator[None]:
    """A server in a thread, made from the environment like any other."""
    server = uvicorn.Server(
        uvicorn.Config("backend.app:serve", factory=True, **uvicorn_options(settings))
    )
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        _await_start(server, thread)
        yield
    finally:
        server.should_exit = True
        thread.join()


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise Unavailable("the server did not start: its log says why")
        time.sleep(0.01)
