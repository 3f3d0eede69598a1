"""``vitrina serve``."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from backend.cli.output import say
from backend.cli.schedule import scheduled
from backend.cli.server import chosen_settings, require_free_port, uvicorn_options
from backend.container import Database
from backend.settings import Settings
from backend.storage.migrations import upgrade
from backend.telemetry import metrics


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option(help="On which port.")] = None,
    workers: Annotated[
        int | None, typer.Option(help="Server processes; about one per core.")
    ] = None,
    schedule: Annotated[
        bool, typer.Option("--schedule", help="Do what is due as well: one machine, one command.")
    ] = False,
) -> None:
    """Serve the SOAP and REST doors until stopped.

    Options win over the `VITRINA_*` variables (docs/settings.md). The embedded database is
    started and migrated by itself and shared by all workers; with `VITRINA_DATABASE_URL` run
    `vitrina migrate` first. Run `vitrina schedule` beside it, or say `--schedule`.

    Example: `vitrina serve --port 8080 --workers 2`
    """
    settings = chosen_settings(host=host, port=port, workers=workers)
    require_free_port(settings)
    with _database(settings), _shared_metrics(settings), ExitStack() as stack:
        if schedule:
            stack.enter_context(scheduled(settings))
        say(f"Serving {settings.public_url} with {settings.workers} process(es).")
        uvicorn.run(
            "backend.app:serve",
            factory=True,
            workers=settings.workers,
            **uvicorn_options(settings),
        )


@contextmanager
def _database(settings: Settings) -> Iterator[None]:
    """Keeps the embedded server for as long as any worker may need it."""
    database = Database(settings)
    try:
        url = database.open()
        if settings.database_url is None:
            upgrade(url)
        yield
    finally:
        database.close()


@contextmanager
def _shared_metrics(settings: Settings) -> Iterator[None]:
    if settings.workers == 1:
        yield
        return
    folder = Path(tempfile.mkdtemp(prefix="vitrina-metrics-"))
    try:
        metrics.share(folder)
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
