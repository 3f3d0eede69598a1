"""What a command opens for its own short life."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from backend.container import Container
from backend.domain.values.money import parse_money
from backend.settings import Settings
from backend.telemetry import correlation, logs


@contextmanager
def opened() -> Iterator[Container]:
    """The parts of this installation, under a correlation id of this command's own."""
    settings = Settings()
    logs.configure(form=settings.log_format, level="warning", process="cli")
    with correlation.bind():
        container = Container(settings)
        try:
            yield container
        finally:
            container.close()


def money(text: str) -> int:
    """The kopecks of a sum on the command line."""
    try:
        return parse_money(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
