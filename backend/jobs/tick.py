"""One tick: do everything that is due. What is due is in the database, not in a timetable."""

from collections.abc import Callable

import structlog

_log = structlog.get_logger(__name__)

MAX_ROUNDS = 1000
"""A tick ends even where more becomes due than it can do; the next one goes on."""


def tick(sweep: Callable[[], int]) -> int:
    """Run ``sweep`` until it finds nothing more; returns how many things ended."""
    total = 0
    for _ in range(MAX_ROUNDS):
        done = sweep()
        if not done:
            break
        total += done
    if total:
        _log.info("tick", ended=total)
    return total
