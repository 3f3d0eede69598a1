"""Conditions of a search: only those that were asked for are in the statement.

One statement with ``x IS NULL OR …`` for each would be planned once for all, for none well.
"""

from collections.abc import Mapping
from typing import Any


def where(conditions: Mapping[str, str], given: Mapping[str, Any]) -> str:
    """The ``WHERE`` of the conditions whose value is given; ``""`` where none is."""
    chosen = [condition for name, condition in conditions.items() if given[name] is not None]
    return f"WHERE {' AND '.join(chosen)}" if chosen else ""
