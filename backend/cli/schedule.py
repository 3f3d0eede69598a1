"""``vitrina schedule``."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from backend.cli.output import say
from backend.cli.stopping import stop_requested
from backend.container import Container
from backend.jobs.scheduler import start_scheduler
from backend.settings import Settings
from backend.telemetry import logs


def schedule(
    *, once: Annotated[bool, typer.Option("--once", help="Do what is due now, then end.")] = False
) -> None:
    """Do what is due: plan runs (and apply them where that is automatic), end what is over.

    Wakes every minute and at start. What is due is in the database, so any number may run and one
    that was away catches up.

    Example: `vitrina schedule --once`
    """
    settings = Settings()
    logs.configure(form=settings.log_format, level=settings.log_level, process="scheduler")
    if once:
        with closing(Container(settings)) as container:
            say(f"Ended: {container.tick()}.")
        return
    stop = stop_requested()
    with scheduled(settings):
        stop.wait()


@contextmanager
def scheduled(settings: Settings) -> Iterator[None]:
    """A scheduler at work while the block runs, with parts of its own."""
    with closing(Container(settings)) as container:
        scheduler = start_scheduler(container.tick, container.clock.now())
        try:
            yield
        finally:
            scheduler.shutdown()
