"""The options of a platform's connection, and what they mean to the domain."""

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer

from backend.cli.session import money
from backend.container import Container
from backend.domain.errors import NotFound
from backend.domain.integrator import Integrator
from backend.domain.values.codes import RefusalPolicy

Code = Annotated[str, typer.Argument(help="The platform's short name in addresses and logs.")]
Title = Annotated[str | None, typer.Option(help="The platform's name for people.")]
Dialect = Annotated[
    str | None, typer.Option(help="How it speaks SOAP: rentsoft, relans or native.")
]
Wire = Annotated[
    str | None,
    typer.Option(help="Its own wire settings as JSON: names, code words, storefront address."),
]
Network = Annotated[
    list[str] | None, typer.Option(help="An address or network it may call from; may be repeated.")
]
Refusals = Annotated[
    RefusalPolicy | None, typer.Option(help="Whether a refusal for lack of money is final.")
]
MaxCharge = Annotated[str | None, typer.Option(help="The largest single charge, in roubles.")]
MaxDaily = Annotated[
    str | None, typer.Option(help="The most that one account pays it in a day, in roubles.")
]
CallsPerSecond = Annotated[
    int | None, typer.Option(min=1, help="Calls a second, in each server process.")
]
BatchLimit = Annotated[int | None, typer.Option(min=1, max=10_000, help="Items in one call.")]
TestMode = Annotated[
    bool | None, typer.Option("--test-mode/--live", help="Whether operations for tests exist.")
]
Journal = Annotated[
    bool | None, typer.Option("--journal/--no-journal", help="Whether raw exchanges are kept.")
]
Enabled = Annotated[
    bool | None, typer.Option("--enable/--disable", help="Whether its calls are admitted.")
]


def connected(container: Container, code: str) -> Integrator:
    """The platform with this code. Raises ``NotFound``."""
    found = container.integrators.find(code)
    if found is None:
        raise NotFound("there is no such integrator")
    return found


def given(**options: Any) -> dict[str, Any]:
    """The options that were given, as the domain wants them."""
    return {
        name: _READ[name](value) if name in _READ else value
        for name, value in options.items()
        if value is not None
    }


def _wire(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise typer.BadParameter("--wire is a JSON object")
    return found


_READ: dict[str, Callable[[Any], Any]] = {
    "max_charge": money,
    "max_daily": money,
    "networks": tuple,
    "wire": _wire,
}
