"""A world whose reports are asked for: subscribers, platforms, and a report desk over them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.domain import models
from backend.domain.services.reporting.ask import Wish
from backend.storage.reporting.desk import Page, ReportDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.billing_world import FIRST_DAY
from tests.subscriber_world import SubscriberWorld

ZONE = ZoneInfo("Europe/Moscow")
EVERYTHING = 1_000_000

Line = dict[str, Any]
"""A row of a report by the names of its columns."""


class ReportingWorld(SubscriberWorld):
    """``reports`` is the desk; ``report`` asks it."""

    def __init__(self, url: str, *, day: date = FIRST_DAY) -> None:
        super().__init__(url, day=day)
        self.reports = ReportDesk(lambda: UnitOfWork(self.engine), self.clock, ZONE)

    def page(self, name: str, *, limit: int = EVERYTHING, offset: int = 0, **wish: Any) -> Page:
        """A page of a report."""
        return self.reports.page(self.reports.ask(Wish(name=name, **wish)), limit, offset)

    def report(self, name: str, **wish: Any) -> list[Line]:
        """All rows of a report."""
        page = self.page(name, **wish)
        assert not page.more
        names = [column.name for column in page.question.report.columns]
        return [dict(zip(names, row, strict=True)) for row in page.rows]

    @contextmanager
    def at(self, instant: datetime) -> Iterator[None]:
        """Another time for a while."""
        now = self.clock.now()
        self.clock.advance(seconds=(instant - now).total_seconds())
        yield
        self.clock.advance(seconds=(now - instant).total_seconds())

    def agree(self, integrator_id: int, valid_from: date, share: int, base: str = "gross") -> None:
        """Note an agreement with a platform, as known from now on."""
        with self.session() as session:
            session.add(
                models.Agreement(
                    integrator_id=integrator_id,
                    number=1 + self.count("agreement"),
                    valid_from=valid_from,
                    share=share,
                    base=base,
                    document=f"since {valid_from}",
                    recorded_by="tests",
                    recorded_at=self.clock.now(),
                )
            )
