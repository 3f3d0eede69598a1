"""A process that imports a file, and may be killed by its own hand.

Arguments: URL, ``accounts`` or ``payments``, file, and at which moment to die, 0 for never.
Moments are before and after every statement and every commit.
"""

import os
import signal
import sys
from pathlib import Path

from backend.domain.services.importing.lines import Encoding
from backend.storage.accounts.import_desk import ImportDesk
from backend.storage.catalogue import read_catalogue
from backend.storage.charging.desk import PostgresDesk
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from backend.storage.unit_of_work import UnitOfWork
from tests.fakes.manual_clock import ManualClock
from tests.hooked_driver import HookedConnection, Hooks, hooked_engine
from tests.integration.importing.files import ORIGIN


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
    url, what, path, last = sys.argv[1:]
    count = Countdown(int(last)).step
    engine = hooked_engine(url, Hooks(count, count, count, count, pipelined=False))
    catalogue = read_catalogue(open_engine(url))
    clock = ManualClock()
    desk = PostgresDesk(
        engine, clock, new_id, catalogue=lambda: catalogue, max_batch=1000, max_queue=5000
    )
    imports = ImportDesk(lambda: UnitOfWork(engine), desk, clock, new_id, lambda: catalogue)
    with Path(path).open("rb") as file:
        steps = (
            imports.accounts(file, Encoding.UTF_8, dry_run=False)
            if what == "accounts"
            else imports.payments(file, Encoding.UTF_8, ORIGIN, dry_run=False)
        )
        for step in steps:
            if step.done:
                print(step.counts.created)  # noqa: T201 (told to the test)
    desk.close()


main()
