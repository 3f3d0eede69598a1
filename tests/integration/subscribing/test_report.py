"""An account's report: the cards, each with the latest period that was charged and stands."""

from datetime import date

from backend.domain.values.period import Period
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.subscriber_world import SubscriberWorld

MAY_1, JUNE_1, JULY_1 = (
    date(2026, 5, 1),
    date(2026, 6, 1),
    date(2026, 7, 1),
)


def test_a_subscription_is_told_with_its_latest_period(world: SubscriberWorld) -> None:
    world.account(balance=20_000)
    _, first = world.subscribe(world.sell("kav", 5_000))
    desk = CabinetDesk(lambda: UnitOfWork(world.engine), world._catalogue, world.clock)
    account = 1
    (told,) = desk.report(account)
    assert (told.card.id, told.period, told.amount) == (first, Period(MAY_1, JUNE_1), 5_000)
    world.set_day(JUNE_1)
    world.run_due()
    assert [each.period for each in desk.report(account)] == [Period(JUNE_1, JULY_1)]
