"""The report desk: answers questions, whole or by pages, and keeps the tallies folded."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from backend.domain.errors import Busy
from backend.domain.ports import Clock
from backend.domain.services.reporting.ask import Question, Wish, ask
from backend.domain.services.reporting.columns import Kind, Row
from backend.domain.services.reporting.report import ReportName
from backend.storage.reporting.asked import Asked, asked
from backend.storage.reporting.lives import churn, conversion
from backend.storage.reporting.movements import charges
from backend.storage.reporting.refusals import refusals
from backend.storage.reporting.revenue import arpu, revenue
from backend.storage.reporting.settlement import settlement
from backend.storage.reporting.states import states
from backend.storage.reporting.subscriptions import subscriptions
from backend.storage.reporting.tally import CHUNK, fold_changes
from backend.storage.unit_of_work import UnitOfWork

MAX_EXPORTS = 2
"""Whole reports that one process makes at a time: each keeps a connection busy meanwhile."""

_MAX_CHUNKS = 1000
"""A fold ends even where more is written than it can fold; the next one goes on."""

_READERS: Mapping[ReportName, Callable[[Asked], Iterator[Row]]] = {
    ReportName.STATES: states,
    ReportName.SUBSCRIPTIONS: subscriptions,
    ReportName.CHARGES: charges,
    ReportName.REVENUE: revenue,
    ReportName.ARPU: arpu,
    ReportName.CONVERSION: conversion,
    ReportName.CHURN: churn,
    ReportName.REFUSALS: refusals,
    ReportName.SETTLEMENT: settlement,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some rows of an answer. ``totals``: the sums of a short report's columns, by their names."""

    question: Question
    rows: list[Row]
    more: bool
    totals: Mapping[str, int]


class ReportDesk:
    """Every answer is of one snapshot; nothing is locked, nothing is written.

    ``zone`` is the operator's: days are counted in it.
    """

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        zone: ZoneInfo,
        chunk: int = CHUNK,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self.zone = zone
        self._chunk = chunk
        self._exports = threading.BoundedSemaphore(MAX_EXPORTS)

    def ask(self, wish: Wish) -> Question:
        """The question behind a wish. Raises ``NotFound`` and ``InvalidRequest``."""
        return ask(wish, self._clock.moment())

    def page(self, question: Question, limit: int, offset: int = 0) -> Page:
        """Some rows, after so many others. What is asked as of the same instant does not move."""
        with self._rows(question) as found:
            if question.report.is_long:
                rows, totals = list(islice(found, offset, offset + limit + 1)), {}
            else:
                whole = list(found)
                rows, totals = whole[offset : offset + limit + 1], _totals(question, whole)
        return Page(question=question, rows=rows[:limit], more=len(rows) > limit, totals=totals)

    @contextmanager
    def export(self, question: Question) -> Iterator[Iterator[Row]]:
        """All rows, a few thousand in memory at a time. Raises ``Busy`` where others wait."""
        if not self._exports.acquire(blocking=False):
            raise Busy("other reports are being exported: try again in a moment")
        try:
            with self._rows(question) as rows:
                yield rows
        finally:
            self._exports.release()

    def fold(self) -> int:
        """Fold what the tallies do not have yet, in chunks; how many changes it had."""
        total = 0
        for _ in range(_MAX_CHUNKS):
            with self._unit_of_work() as unit:
                folded = fold_changes(unit.driver, self.zone, self._chunk)
                unit.commit()
            if not folded:
                break
            total += folded
        return total

    @contextmanager
    def _rows(self, question: Question) -> Iterator[Iterator[Row]]:
        with self._unit_of_work() as unit:
            unit.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield _READERS[question.report.name](asked(question, unit.driver, self.zone))


def _totals(question: Question, rows: list[Row]) -> dict[str, int]:
    additive = {Kind.COUNT, Kind.MONEY} if question.report.name in _ADDITIVE else set[Kind]()
    return {
        column.name: sum(_number(row[place]) for row in rows)
        for place, column in enumerate(question.report.columns)
        if column.kind in additive
    }


def _number(cell: Any) -> int:
    return cell if isinstance(cell, int) else 0


_ADDITIVE = frozenset(
    {ReportName.STATES, ReportName.REVENUE, ReportName.CONVERSION, ReportName.SETTLEMENT}
)
"""Stocks of several months, and averages, add up to nothing."""
