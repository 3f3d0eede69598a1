"""APScheduler wakes the tick, every minute and at start. It locks nothing and remembers nothing:
any number of schedulers may run, and one that was away catches up."""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler


def start_scheduler(tick: Callable[[], object], now: datetime) -> BackgroundScheduler:
    """A running scheduler; ``shutdown()`` it in the end."""
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        tick,
        "interval",
        minutes=1,
        next_run_time=now,
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    scheduler.start()
    return scheduler
