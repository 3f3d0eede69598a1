"""What commands write: tables for people, JSON for programs, one line for what went wrong."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

Facts = Mapping[str, Any]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of a table.")]

_WIDE = 160
"""Columns where there is no terminal to ask: a table in a file or a pipe is not squeezed."""


def console() -> Console:
    """Standard output; in colour where it is a terminal."""
    return Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False)


def show(facts: Facts, *, as_json: bool) -> None:
    """One thing: names and values."""
    if as_json:
        _print_json(facts)
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column()
    for name, value in facts.items():
        table.add_row(_label(name), _cell(value))
    console().print(table)


def show_all(rows: Sequence[Facts], *, as_json: bool, none: str) -> None:
    """Several things of one kind: a table with a heading, or ``none`` in words."""
    if as_json:
        _print_json(rows)
        return
    if not rows:
        console().print(none, style="dim")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in rows[0]:
        table.add_column(_label(name))
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    console().print(table)


def say(message: str) -> None:
    """A remark beside the result: on standard error, so that a result can be piped."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, style="dim", markup=False)


def complain(message: str, code: str) -> None:
    """What went wrong, in one line with its stable code."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(
        f"[bold red]error[/] \\[{escape(code)}] {escape(' '.join(message.split()))}"
    )


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def _label(name: str) -> str:
    return name.replace("_", " ")


_WORDS = {True: "[green]yes[/]", False: "[red]no[/]", None: "[dim]—[/]"}
_COLOURS = {
    **dict.fromkeys(("ok", "active", "applied", "open"), "green"),
    **dict.fromkeys(("blocked", "closed", "declined", "broken", "failed"), "red"),
    **dict.fromkeys(("reversed", "tombstone", "suspended", "cancelling"), "yellow"),
}


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, list | tuple):
        return escape(", ".join(str(item) for item in value)) or _WORDS[None]
    text = escape(str(value))
    colour = _COLOURS.get(text)
    return f"[{colour}]{text}[/]" if colour else text
