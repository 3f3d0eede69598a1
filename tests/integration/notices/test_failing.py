"""Channels that fail, workers at once: nothing is told twice, and nothing is lost."""

from datetime import date, timedelta
from threading import Event
from typing import Any

import pytest
from structlog.testing import capture_logs

from backend.domain.events import Topic
from backend.domain.notice import Channel, Letter, NoticeKind
from backend.storage.unit_of_work import UnitOfWork
from tests.integration.notices.telling import DOWN, LATER, REFUSED, NoticeWorld
from tests.noticing_world import coming_debit, fact, fan_out, notice_desk, reach, told

PRODUCT = "00000000-0000-0000-0000-000000000001"
TRIAL: dict[str, Any] = {"on": "2026-06-01", "product_id": PRODUCT, "amount": 1}
COMING = NoticeKind.COMING_DEBIT
MAIL, GATEWAY = Channel.EMAIL, Channel.GATEWAY


def mails(world: NoticeWorld) -> list[tuple[str, str]]:
    """(state, reason) of every mail."""
    return [(state, reason) for _, channel, state, reason in told(world) if channel == MAIL]


@pytest.mark.parametrize("many", [4])
def test_workers_tell_nothing_twice(world: NoticeWorld, many: int) -> None:
    reach(world)
    fan_out(world, *(coming_debit(world, date(2026, 6, day)) for day in range(1, 26)))
    assert world.at_once(many) == 50
    assert len({letter.id for letter in world.mail.sent}) == len(world.mail.sent) == 25
    assert len({letter.id for letter in world.gateway.sent}) == len(world.gateway.sent) == 25
    assert {row[1] for row in world.log()} == {1}


def test_greylisting(world: NoticeWorld) -> None:
    reach(world, phone=None)
    fan_out(world, coming_debit(world))
    world.mail.answers = [LATER, LATER]
    start = world.clock.now()
    world.notices.work()
    assert world.due() == start + timedelta(minutes=1)
    world.notices.work()
    world.clock.advance(minutes=1)
    world.notices.work()
    assert world.due() == world.clock.now() + timedelta(minutes=2)
    world.clock.advance(minutes=2)
    assert world.notices.work() == 1
    assert [row[1:] for row in world.log()] == [
        (1, "later", "status_451"),
        (2, "later", "status_451"),
        (3, "sent", ""),
    ]
    assert len({letter.id for letter in world.mail.sent}) == 1


def test_refused_for_good(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    world.mail.answers = [REFUSED]
    assert world.notices.work() == 2
    assert ("coming_debit", "email", "failed", "status_550") in told(world)
    world.clock.advance(days=1)
    assert world.notices.work() == 0
    assert len(world.mail.sent) == 1


def test_a_channel_that_is_down_is_left_alone_and_keeps_no_other(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, *(coming_debit(world, date(2026, 6, day)) for day in range(1, 11)))
    world.mail.answers = [DOWN] * 10
    assert world.notices.work() == 10
    assert (len(world.mail.sent), len(world.gateway.sent)) == (1, 10)
    world.notices.work()
    world.notices.work()
    assert len(world.mail.sent) == 3
    world.notices.work()  # the breaker has opened
    assert len(world.mail.sent) == 3
    world.clock.advance(minutes=1)
    world.notices.work()
    assert len(world.mail.sent) == 4


def test_nothing_is_lost_while_a_channel_is_down_for_days(world: NoticeWorld) -> None:
    reach(world, phone=None)
    on = date(2026, 6, 1)
    fan_out(
        world, coming_debit(world, on), fact(world, Topic.SUBSCRIPTION_RESUMED, product_id=PRODUCT)
    )
    world.mail.answers = [DOWN] * 500
    for _ in range(3 * 24):
        world.clock.advance(hours=1)
        world.notices.work()
    assert mails(world) == [("waiting", "")] * 2
    world.mail.answers = []
    world.clock.advance(hours=2)
    world.notices.work()
    assert mails(world) == [("sent", "")] * 2


def test_what_is_not_worth_telling_any_more(world: NoticeWorld) -> None:
    """A coming debit until its day is over by the operator's clock; others for a week."""
    reach(world, phone=None)
    today = world.clock.moment().today
    fan_out(
        world,
        coming_debit(world, today),
        fact(world, Topic.SUBSCRIPTION_RESUMED, product_id=PRODUCT),
    )
    world.mail.answers = [DOWN] * 500
    world.notices.work()
    world.clock.advance(hours=12)
    world.notices.work()
    assert mails(world) == [("expired", "too_late"), ("waiting", "")]
    world.clock.advance(days=7)
    world.notices.work()
    assert mails(world) == [("expired", "too_late")] * 2


def test_one_that_cannot_be_told_keeps_no_other(world: NoticeWorld) -> None:
    reach(world)
    with capture_logs() as logs:
        fan_out(world, fact(world, Topic.TRIAL_ENDING, on="2026-06-01"), coming_debit(world))
    assert [kind for kind, *_ in told(world)] == ["coming_debit"] * 2
    assert [line["event"] for line in logs] == ["notice_not_made"]


def test_what_was_told_is_forgotten_in_the_end(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    world.notices.work()
    assert world.notices.forget() == 0
    world.clock.advance(days=366)
    fan_out(world, coming_debit(world))
    assert world.notices.forget() == 2
    assert (world.count("notice"), world.count("notice_attempt")) == (2, 0)


def test_more_than_one_round_can_send_is_gone_on_with(world: NoticeWorld) -> None:
    reach(world, phone=None, opted_out=[(COMING, GATEWAY)])
    fan_out(world, *(coming_debit(world, date(2026, 6, day)) for day in range(1, 8)))
    all_sent = Event()

    def count(_letter: Letter) -> None:
        if len(world.mail.sent) == 7:
            all_sent.set()

    world.mail.meanwhile = count
    desk = notice_desk(lambda: UnitOfWork(world.engine), world.clock, [world.mail], rounds=3)
    assert desk.work() == 3
    assert all_sent.wait(30)
    desk.close()
    assert mails(world) == [("sent", "")] * 7
