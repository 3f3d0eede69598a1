"""From facts to what was told: once, when it is time, and to those who want it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from backend.domain.events import Topic
from backend.domain.notice import Channel, NoticeKind, NoticeState
from backend.domain.services.notifying.quiet_hours import QuietHours
from backend.domain.services.notifying.refusals import NoAddress, StillWaiting
from backend.storage.clock import new_id
from backend.storage.notices.house import HouseBook
from backend.storage.notices.log import NoticeLog, NoticeQuery
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.integration.notices.telling import LATER, REFUSED, NoticeWorld
from tests.noticing_world import RULES, coming_debit, fact, fan_out, reach, told

PRODUCT = "00000000-0000-0000-0000-000000000001"
TRIAL: dict[str, Any] = {"on": "2026-06-01", "product_id": PRODUCT, "amount": 1}
COMING = NoticeKind.COMING_DEBIT
MAIL, GATEWAY = Channel.EMAIL, Channel.GATEWAY


def states(world: NoticeWorld) -> dict[str, str]:
    """By channel."""
    return {channel: state for _, channel, state, _ in told(world)}


def resend(world: NoticeWorld, channel: Channel = MAIL) -> None:
    """What the staff does with the channel's first notice."""
    with UnitOfWork(world.engine) as unit:
        log = NoticeLog(unit.driver)
        first = log.find(NoticeQuery(channel=channel))[-1]
        log.resend(first.id, new_id(), RULES, world.clock.now())
        unit.commit()


def test_one_fact_is_told_once_by_each_channel(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    assert (world.mail.sent, world.gateway.sent) == ([], [])
    assert world.notices.work() == 2
    (mail,), (message,) = world.mail.sent, world.gateway.sent
    assert (mail.to, message.to) == ("ivanov@example.com", "+79001234567")
    assert mail.account == ACCOUNT
    assert "спишется 50,00\N{NO-BREAK SPACE}₽" in mail.subject
    assert "Не хватает 12,30\N{NO-BREAK SPACE}₽." in message.text
    assert states(world) == {"email": "sent", "gateway": "sent"}
    assert world.notices.work() == 0


def test_the_same_day_is_told_once_whatever_is_foreseen_for_it(world: NoticeWorld) -> None:
    reach(world)
    on = date(2026, 6, 1)
    fan_out(world, coming_debit(world, on), coming_debit(world, on, amount=60_00))
    fan_out(world, coming_debit(world, on, missing=0))
    fan_out(world, coming_debit(world, date(2026, 7, 1)))
    assert len(told(world)) == 4
    world.notices.work()
    assert len(world.mail.sent) == 2


def test_who_has_no_address_or_does_not_want_it(world: NoticeWorld) -> None:
    reach(world, phone=None, opted_out=[(COMING, MAIL)])
    fan_out(world, coming_debit(world), fact(world, Topic.TRIAL_ENDING, **TRIAL))
    assert told(world) == [
        ("coming_debit", "email", "suppressed", "opted_out"),
        ("coming_debit", "gateway", "suppressed", "no_address"),
        ("trial_ending", "email", "waiting", ""),
        ("trial_ending", "gateway", "suppressed", "no_address"),
    ]
    assert world.notices.work() == 1
    assert [letter.kind for letter in world.mail.sent] == [NoticeKind.TRIAL_ENDING]


def test_who_opts_out_meanwhile(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    reach(world, opted_out=[(COMING, MAIL)])
    world.notices.work()
    assert states(world) == {"email": "suppressed", "gateway": "sent"}
    assert world.mail.sent == []


def test_what_is_switched_off_is_not_even_written(world: NoticeWorld) -> None:
    reach(world)
    with UnitOfWork(world.engine) as unit:
        HouseBook(unit.driver, RULES).switch({(COMING, MAIL): False})
        unit.commit()
    fan_out(world, coming_debit(world))
    assert [channel for _, channel, _, _ in told(world)] == ["gateway"]


def test_nothing_is_heard_of_that_nobody_tells(world: NoticeWorld) -> None:
    world.notices.declare()
    topics = {row[0] for row in world.rows("SELECT topic FROM interest WHERE who = 'notices'")}
    assert "debit.coming" in topics
    assert "payment.received" not in topics
    with UnitOfWork(world.engine) as unit:
        off = {(COMING, channel): False for channel in Channel}
        HouseBook(unit.driver, RULES).switch(off)
        unit.commit()
    world.notices.declare()
    assert world.value("SELECT count(*) FROM interest WHERE topic = 'debit.coming'") == 0


def test_nobody_is_woken(world: NoticeWorld) -> None:
    """In the subscriber's own zone: it is 20:00 in Moscow and midnight in Novosibirsk."""
    reach(world, time_zone="Asia/Novosibirsk")
    world.clock.advance(hours=8)
    fan_out(world, coming_debit(world))
    assert world.notices.work() == 0
    assert world.due() == datetime(2026, 5, 2, 2, 0, tzinfo=UTC)
    world.clock.advance(hours=8, minutes=59)
    assert world.notices.work() == 0
    world.clock.advance(minutes=1)
    assert world.notices.work() == 2


def test_what_could_not_be_told_by_day_wakes_nobody_at_night(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    world.mail.answers = [LATER]
    world.notices.work()
    world.clock.advance(hours=11)  # 23:00 in Moscow
    assert world.notices.work() == 0
    assert world.log() == [("email", 1, "later", "status_451"), ("gateway", 1, "sent", "")]
    assert world.due() == datetime(2026, 5, 2, 6, 0, tzinfo=UTC)


def test_who_changed_the_hours_meanwhile(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    noon = world.clock.now().astimezone(RULES.zone).time()
    reach(world, quiet=QuietHours(noon, noon.replace(hour=noon.hour + 1)))
    assert world.notices.work() == 0
    world.clock.advance(hours=1)
    assert world.notices.work() == 2


def test_a_platform_that_tries_all_day(world: NoticeWorld) -> None:
    reach(world)
    content: dict[str, Any] = {
        "code": "not_enough_money",
        "amount": 50_00,
        "available": 0,
        "integrator_id": 0,
    }
    for _ in range(5):
        fan_out(world, fact(world, Topic.CHARGE_REFUSED, **content))
        world.clock.advance(minutes=1)
    world.notices.work()
    assert len(world.mail.sent) == 1


def test_its_words_are_frozen(world: NoticeWorld) -> None:
    reach(world, language="en")
    fan_out(world, coming_debit(world))
    reach(world, language="ru", email="petrov@example.com")
    world.notices.work()
    (mail,) = world.mail.sent
    assert mail.to == "ivanov@example.com"
    assert mail.text.startswith("Hello,")


def test_sent_again_by_the_staff(world: NoticeWorld) -> None:
    """As a notice of its own, to the present address, once at a time."""
    reach(world, phone=None, opted_out=[(COMING, MAIL)])
    fan_out(world, coming_debit(world))
    resend(world)
    with pytest.raises(StillWaiting):
        resend(world)
    reach(world, phone=None, email="petrov@example.com")
    world.notices.work()
    resend(world)
    world.notices.work()
    first, second = world.mail.sent
    assert (first.to, second.to) == ("ivanov@example.com", "petrov@example.com")
    assert first.id != second.id
    assert (first.subject, first.text) == (second.subject, second.text)
    with pytest.raises(NoAddress):
        resend(world, GATEWAY)


def test_the_log_is_found_by_what_it_says(world: NoticeWorld) -> None:
    reach(world)
    fan_out(world, coming_debit(world))
    world.mail.answers = [REFUSED]
    world.notices.work()
    with UnitOfWork(world.engine) as unit:
        log = NoticeLog(unit.driver)
        for query, many in (
            (NoticeQuery(), 2),
            (NoticeQuery(account=ACCOUNT), 2),
            (NoticeQuery(state=NoticeState.FAILED), 1),
            (NoticeQuery(channel=GATEWAY, kind=COMING), 1),
            (NoticeQuery(kind=NoticeKind.RESUMED), 0),
            (NoticeQuery(until=world.clock.now()), 0),
        ):
            assert len(log.find(query)) == many, query
        newest, oldest = log.find(NoticeQuery())
        assert log.find(NoticeQuery(before=newest.id)) == [oldest]
