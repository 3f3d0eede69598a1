"""One operation, as every role tries it: how it is called, and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from backend.api.operator import app as operator
from tests.contract.operator.world import DeskBrowser, DeskWorld

Operation = tuple[str, str]
"""Method and path, as the OpenAPI document has them."""
Things = Mapping[str, str]


def nothing(_world: DeskWorld) -> Things:
    """It needs nothing to be there."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How an operation is called.

    ``given`` makes what it needs and names it: ``{name}`` in the path stands for it, and so does a
    text of the body or the query that is ``{name}`` and nothing else. ``answer`` is the status that
    the first role is answered that may do it; the next ones may find it done. ``file`` is sent
    instead of a body; ``key``: under an ``Idempotency-Key``.
    """

    given: Callable[[DeskWorld], Things] = nothing
    body: Any = None
    file: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    answer: int = 200
    key: bool = False

    def call(
        self,
        browser: DeskBrowser,
        operation: Operation,
        things: Things,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Call it once. ``headers`` go instead of the browser's own; one at "" is left out."""
        method, path = operation
        request: dict[str, Any] = {"headers": dict(headers or {})}
        if self.body is not None:
            request["json"] = _filled(self.body, things)
        if self.file is not None:
            request["content"] = self.file.encode()
            request["headers"].setdefault("Content-Type", "text/csv")
        if self.query:
            request["params"] = _filled(dict(self.query), things)
        if self.key:
            request["headers"].setdefault("Idempotency-Key", f"key-{uuid4()}")
        return browser.call(method, path.format(**things), **request)


def operations() -> Iterator[tuple[Operation, str]]:
    """Every operation that the application serves, and its name."""
    for route in operator.routes():
        for method in route.methods or ():
            yield (method, route.path_format), route.name


def contents(world: DeskWorld) -> dict[str, str]:
    """A digest of every table's rows; but for when sessions have been seen."""
    tables = world.rows(
        "SELECT tablename FROM pg_tables"
        " WHERE schemaname = 'public' AND tablename <> 'staff_session'"
    )
    digests = (
        f"SELECT '{name}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} t"  # noqa: S608
        for (name,) in tables
    )
    return dict(world.rows(" UNION ALL ".join(digests)))


def _filled(document: Any, things: Things) -> Any:
    if isinstance(document, dict):
        return {name: _filled(content, things) for name, content in document.items()}
    if isinstance(document, list):
        return [_filled(content, things) for content in document]
    if isinstance(document, str) and document.startswith("{") and document.endswith("}"):
        return things.get(document[1:-1], document)
    return document
