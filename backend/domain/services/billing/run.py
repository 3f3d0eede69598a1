"""The billing run (биллинговый прогон): what it is made of, and how far it has come.

A run of a business date is planned in chunks of accounts, reviewed, and applied chunk by chunk,
each in one transaction. A chunk that a crash interrupts is open again by itself; any number of
workers may take chunks at once. What is charged are exactly the planned lines: their hash is
checked, and a line whose subscription has changed since is left to the next run.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from backend.domain.services.billing.line import Line


class RunState(StrEnum):
    """Where a run is in its life."""

    PLANNING = "planning"
    PLANNED = "planned"
    APPLYING = "applying"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run and its progress. Sums in kopecks; ``hash`` is what a reviewer approves.

    ``difference`` compares the plan with the run before it: subscriptions that are new or gone,
    whose price or tax changed, and lines far above the others.
    """

    id: UUID
    business_date: date
    state: RunState
    hash: str | None
    lines: int
    amount: int
    vat_amount: int
    chunks: int
    chunks_planned: int
    chunks_done: int
    charged: int
    charged_sum: int
    free: int
    unpaid: int
    superseded: int
    parked: int
    difference: dict[str, Any]
    created_at: datetime
    approved_by: str | None
    finished_at: datetime | None
    lines_per_second: float | None
    seconds_left: float | None

    @property
    def done(self) -> int:
        """Lines that have come to an end."""
        return self.charged + self.free + self.unpaid + self.superseded


def hash_of_lines(lines: Sequence[Line]) -> str:
    """SHA-256 over the lines in the order of account, subscription and number, by columns."""
    digest = hashlib.sha256()
    for column in zip(*lines, strict=True):
        values = (id_.int for id_ in column) if isinstance(column[0], UUID) else column
        digest.update("\x1f".join(map(str, values)).encode())
        digest.update(b"\x1e")
    return digest.hexdigest()


def hash_of_chunks(hashes: Iterable[str]) -> str:
    """The hash of a whole plan, over those of its chunks in order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()
