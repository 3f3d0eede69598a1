"""A process that looks ahead, and may be killed by its own hand.

Arguments: URL, the instant, and at which moment to die, 0 for never. Moments are before and after
every statement and every commit.
"""

import os
import signal
import sys
from datetime import datetime
from functools import partial

from backend.domain.values.moment import start_of_day
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from backend.storage.forecasting.advance_desk import AdvanceDesk
from backend.storage.forecasting.desk import ForecastDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.fakes.manual_clock import ManualClock
from tests.forecast_world import RULES, ZONE
from tests.hooked_driver import HookedConnection, Hooks, hooked_engine
from tests.invoicing_world import SELLER


class Countdown:
    """Kills the process when it reaches zero."""

    def __init__(self, left: int) -> None:
        self.left = left

    def step(self, _driver: HookedConnection) -> None:
        """A moment has come."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    url, now, death = sys.argv[1:]
    count = Countdown(int(death)).step
    engine = hooked_engine(url, Hooks(count, count, count, count, pipelined=False))
    catalogue = read_catalogue(open_engine(url))
    clock = ManualClock(datetime.fromisoformat(now))

    def unit_of_work() -> UnitOfWork:
        return UnitOfWork(engine)

    advances = AdvanceDesk(
        unit_of_work,
        lambda: catalogue,
        clock,
        new_id,
        SELLER,
        RULES.advance,
        partial(start_of_day, zone=ZONE),
    )
    desk = ForecastDesk(unit_of_work, clock, new_id, advances, RULES, chunk_accounts=25)
    print(desk.work(), flush=True)  # noqa: T201 (told to the test)


main()
