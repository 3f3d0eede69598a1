"""Render ``docs/roles.md``: who of the staff may do what, from the table that is checked."""

from collections.abc import Iterator
from itertools import groupby

from fastapi.routing import APIRoute

from backend.api.operator import app as operator
from backend.domain.services.access.permissions import PERMISSIONS
from backend.domain.values.roles import Role

_HEAD = """\
# Roles

Who of the operator's staff may do what at the desk, `{prefix}`. Whoever may not is answered
403 `not_allowed` and changes nothing. Scripts with the installation's operator token are admins.
This page is generated from `backend/domain/services/access/permissions.py` by `make generate`; the
checks read the same table.

| role | what for |
| --- | --- |
| `cashier` | Takes payments. |
| `manager` | Serves subscribers, keeps the catalogue, bills the month. |
| `admin` | Connects platforms and appoints staff; may do everything. |
| `auditor` | Sees everything, changes nothing. |
"""


def render() -> str:
    """The page; ``make check`` compares it with the committed one."""
    tables = (
        f"\n## {tag.capitalize()}\n\n{_table_head()}{''.join(map(_row, routes))}"
        for tag, routes in groupby(_routes(), key=lambda route: str(route.tags[0]))
    )
    return _HEAD.format(prefix=operator.PREFIX) + "".join(tables)


def _routes() -> Iterator[APIRoute]:
    """In the order of the contract; signing in needs no role."""
    for route in operator.routes():
        if route.name in PERMISSIONS:
            yield route


def _table_head() -> str:
    roles = list(Role)
    return f"| operation | {' | '.join(roles)} | |\n| --- | {'--- | ' * len(roles)}--- |\n"


def _row(route: APIRoute) -> str:
    method = "".join(route.methods or ())
    cells = " | ".join("✓" if role in PERMISSIONS[route.name] else "" for role in Role)
    return f"| {route.summary or _words(route.name)} | {cells} | `{method} {route.path_format}` |\n"


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
