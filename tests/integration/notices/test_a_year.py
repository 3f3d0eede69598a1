"""A year, day by day, from the look ahead to the mail: one notice for each period and channel."""

from collections import Counter
from datetime import date, timedelta

import pytest

from backend.domain.notice import Channel, NoticeKind
from backend.domain.values.recurrence import PeriodRule
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.facts.dispatcher import FactDispatcher
from backend.storage.notices.desk import NoticeDesk
from backend.storage.notices.fan_out import NoticeFanOut
from backend.storage.unit_of_work import UnitOfWork
from tests.forecast_world import ForecastWorld
from tests.noticing_world import RULES, ToldChannel, notice_desk, reach

TOLD_ON_ITS_WAY = 2  # debits at the year's end that have been told and not yet come


def tell(world: ForecastWorld, desk: NoticeDesk) -> None:
    """What a tick does with facts, twice: whatever is repeated is not told again."""
    fan_out = NoticeFanOut(RULES, lambda: read_catalogue(world.engine), world.clock, new_id)
    dispatcher = FactDispatcher(
        lambda: UnitOfWork(world.engine), world.clock, [fan_out], timedelta(days=30)
    )
    for _ in range(2):
        dispatcher.work()
        desk.work()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "first_day"),
    [
        (PeriodRule.CALENDAR_MONTH, date(2026, 5, 1)),
        (PeriodRule.ANCHORED_MONTH, date(2026, 1, 31)),
        (PeriodRule.DAYS, date(2026, 2, 1)),
    ],
)
def test_one_notice_for_each_period_and_channel(
    database_url: str, rule: PeriodRule, first_day: date
) -> None:
    world = ForecastWorld(database_url, day=first_day)
    channels = [ToldChannel(each) for each in Channel]
    desk = notice_desk(lambda: UnitOfWork(world.engine), world.clock, channels)
    world.account(balance=12 * 50_00)
    reach(world)
    desk.declare()
    world.subscribe(world.sell("kav", 50_00, rule=rule))
    for _ in range(365):
        world.set_day(world.today + timedelta(days=1))
        world.day()
        tell(world, desk)
    desk.close()
    starts = {
        row[0].isoformat()
        for row in world.rows("SELECT business_date FROM charge WHERE run_id IS NOT NULL")
    }
    assert len(starts) >= 11
    for channel in channels:
        query = """
            SELECT key, state FROM notice
            WHERE kind = 'coming_debit' AND channel = :channel ORDER BY key
        """
        notices = world.rows(query, channel=channel.channel)
        told = Counter(row[0] for row in notices)
        assert {row[1] for row in notices} == {"sent"}
        assert set(told.values()) == {1}
        assert starts <= told.keys()
        assert len(told.keys() - starts) <= TOLD_ON_ITS_WAY
        sent = [letter for letter in channel.sent if letter.kind is NoticeKind.COMING_DEBIT]
        assert len({letter.id for letter in sent}) == len(sent) == len(told)
    world.prove()
    world.close()
