"""``vitrina schedule``."""

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
    """Do what is due: expire holds and promises, forget old journal pages.

    Wakes every minute and at start. What is due is in the database, so any number may run and one
    that was away catches up.

    Example: `vitrina schedule --once`
    """
    settings = Settings()
    logs.configure(form=settings.log_format, level=settings.log_level, process="scheduler")
    container = Container(settings)
    try:
        if once:
            say(f"Ended: {container.tick()}.")
        else:
            _run(container)
    finally:
        container.close()


def _run(container: Container) -> None:
    stop = stop_requested()
    scheduler = start_scheduler(container.tick, container.clock.now())
    stop.wait()
    scheduler.shutdown()
