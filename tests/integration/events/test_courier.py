"""Deliveries: in order, later and later, each endpoint for itself, until one is given up."""

import json
from datetime import timedelta
from threading import Event
from uuid import UUID

import structlog
from prometheus_client import REGISTRY

from backend.domain import models
from backend.domain.endpoints import Answered, DisabledReason, EndpointChange, Message
from backend.domain.events import Topic
from backend.domain.services.telling.judge_attempt import BACKOFF
from backend.storage.clock import new_id
from backend.storage.events.courier import EventCourier
from tests.commands import ACCOUNT
from tests.event_world import BROKEN, GIVE_UP, OTHER_URL, URL, EventWorld, add_portal
from tests.fakes.event_sender import OK

PAYMENT = Topic.PAYMENT_RECEIVED


def amounts(messages: list[Message]) -> list[str]:
    """The sums of payments that were told."""
    return [json.loads(message.body)["data"]["amount"] for message in messages]


def change(world: EventWorld, endpoint_id: UUID, *, enabled: bool) -> None:
    """Switch an endpoint off or on."""
    with world.unit() as unit:
        world.events.change(unit, None, endpoint_id, EndpointChange(enabled=enabled))
        unit.commit()


def test_what_happens_is_told_once_to_who_wants_it(world: EventWorld) -> None:
    world.endpoint(URL, PAYMENT)
    world.endpoint(OTHER_URL, Topic.CHARGE_TAKEN)
    world.pay(700)

    assert world.tell() == 1
    assert world.tell() == 0
    (message,) = world.sender.sent
    assert message.url == URL
    assert message.id == world.value("SELECT id FROM payment WHERE amount = 700")
    assert json.loads(message.body) == {
        "type": "payment.received",
        "timestamp": world.clock.now().isoformat(),
        "data": {
            "account": ACCOUNT,
            "payment_id": str(message.id),
            "amount": "7.00",
            "document": "opening-1001-2",
        },
    }
    assert world.states() == ["delivered"]


def test_every_topic_that_the_books_write_is_rendered(world: EventWorld) -> None:
    world.endpoint()
    alpha = world.integrator()
    charge = alpha.charge("c-1", 100)
    world.codes(charge, alpha.charge("c-2", 1_000_000))
    world.codes(alpha.reverse("c-1"))
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.pause(subscription)
    world.pay(100)
    while world.tell():
        pass
    types = {json.loads(message.body)["type"] for message in world.sent()}
    assert types == set(world.topics())
    assert len(types) == 7


def test_an_endpoint_is_asked_later_and_later_with_the_same_id(world: EventWorld) -> None:
    world.endpoint(URL, PAYMENT)
    world.pay(700)
    world.answer(receiver=BROKEN)
    for attempt, pause in enumerate(BACKOFF[:5], start=1):
        assert world.tell() == 0
        assert len(world.sent()) == attempt
        world.clock.advance(seconds=pause.total_seconds() - 1)
        world.tell()
        assert len(world.sent()) == attempt, "before its time"
        world.wait(seconds=1)
    world.answer()
    assert world.tell() == 1
    assert len({(message.id, message.body) for message in world.sent()}) == 1
    tried = world.rows("SELECT number, status, reason FROM event_attempt ORDER BY number")
    assert tried == [*((number, 500, None) for number in range(1, 6)), (6, 204, None)]


def test_the_younger_ones_of_a_lane_wait_and_others_do_not(world: EventWorld) -> None:
    world.endpoint(URL, PAYMENT)
    world.account("2002")
    world.pay(100)
    world.pay(200)
    world.pay(300, "2002")
    refused = Answered(status=422)
    world.sender.answer = lambda message: refused if b'"1.00"' in message.body else OK
    world.tell()
    assert amounts(world.sent()) == ["1.00", "3.00"]
    world.answer()
    world.wait(seconds=5)
    world.tell()
    assert amounts(world.sent())[2:] == ["1.00", "2.00"]


def test_subscriptions_of_an_account_do_not_wait_for_each_other(world: EventWorld) -> None:
    world.endpoint(URL, Topic.SUBSCRIPTION_BEGUN, Topic.SUBSCRIPTION_PAUSED)
    _, kav = world.subscribe(world.sell("kav", 5_000))
    world.subscribe(world.sell("kis", 5_000))
    world.pause(kav)
    world.sender.answer = lambda message: BROKEN if b'"kav"' in message.body else OK
    world.tell()
    assert world.states() == ["waiting", "delivered", "waiting"]


def test_a_dead_endpoint_is_not_asked_for_each_of_its_deliveries(world: EventWorld) -> None:
    world.endpoint(URL, PAYMENT)
    for number in range(100):
        world.account(f"A{number}", 100)
    world.answer(receiver=Answered(reason="timeout"))
    world.tell()
    assert len(world.sent()) <= 8  # up to four were under way when it failed first, then one by one
    (until,) = world.row("SELECT paused_until FROM event_endpoint")
    assert until > world.clock.now()
    world.answer()
    world.wait(minutes=61)
    assert world.tell() == 100, "and when it is back, everything comes at once"
    assert world.row("SELECT failures, failing_since, paused_until FROM event_endpoint") == (
        0,
        None,
        None,
    )


def test_a_silent_endpoint_does_not_keep_others_waiting(world: EventWorld) -> None:
    """Its attempts are under way for as long as the others take."""
    world.endpoint(URL, PAYMENT)
    world.endpoint(OTHER_URL, PAYMENT)
    for number in range(40):
        world.account(f"A{number}", 100)
    others = Event()

    def answer(message: Message) -> Answered:
        if message.url == URL:
            assert others.wait(60), "the others were not told meanwhile"
            return Answered(reason="timeout")
        if len(world.sent(OTHER_URL)) == 40:
            others.set()
        return OK

    world.sender.answer = answer
    assert world.tell() == 40


def test_after_days_of_failing_it_is_disabled_with_an_alert(world: EventWorld) -> None:
    endpoint = world.endpoint(URL, PAYMENT)
    world.pay(100)
    world.answer(receiver=BROKEN)
    before = disabled_so_far()
    with structlog.testing.capture_logs() as logs:
        for _ in range(6 * 24):
            world.tell()
            world.wait(hours=1)
    (alert,) = [line for line in logs if line["event"] == "event_endpoint_disabled"]
    assert (alert["log_level"], alert["endpoint"], alert["why"]) == (
        "error",
        str(endpoint),
        "failing",
    )
    with world.unit() as unit:
        view = world.events.endpoint(unit, None, endpoint)
    assert (view.enabled, view.disabled_reason, view.waiting) == (False, DisabledReason.FAILING, 1)
    assert view.failing_since is not None
    assert view.disabled_at is not None
    assert view.disabled_at - view.failing_since < GIVE_UP + timedelta(hours=2)

    assert disabled_so_far() == before + 1
    assert REGISTRY.get_sample_value("vitrina_event_endpoints", {"state": "disabled"}) == 1

    sent = len(world.sent())
    world.pay(200)
    world.tell()
    assert len(world.sent()) == sent, "nothing goes there any more"
    world.answer()
    change(world, endpoint, enabled=True)
    assert world.tell() == 2
    assert amounts(world.sent()[sent:]) == ["1.00", "2.00"], "it goes on where it stopped"


def test_one_that_alone_fails_for_days_is_given_up_and_its_lane_goes_on(world: EventWorld) -> None:
    world.endpoint(URL, PAYMENT)
    world.account("2002")
    world.pay(100)
    world.pay(200)
    world.sender.answer = lambda message: BROKEN if b'"1.00"' in message.body else OK
    for _ in range(6 * 24):
        world.pay(300, "2002")
        world.tell()
        world.wait(hours=1)
    assert set(world.states()) == {"failed", "delivered"}
    assert world.states()[:2] == ["failed", "delivered"]
    assert world.value("SELECT enabled FROM event_endpoint") is True


def test_gone_is_gone_at_once(world: EventWorld) -> None:
    world.endpoint(URL, PAYMENT)
    world.endpoint(OTHER_URL, PAYMENT)
    world.answer(receiver=Answered(status=410))
    world.pay(100)
    assert world.tell() == 1
    assert world.rows("SELECT enabled, disabled_reason FROM event_endpoint ORDER BY url") == [
        (True, None),
        (False, "gone"),
    ]


def test_what_happens_while_it_is_off_waits_for_it(world: EventWorld) -> None:
    endpoint = world.endpoint(URL, PAYMENT)
    change(world, endpoint, enabled=False)
    world.pay(100)
    world.tell()
    assert world.sent() == []
    change(world, endpoint, enabled=True)
    world.tell()
    assert amounts(world.sent()) == ["1.00"]


def test_a_portal_hears_of_the_accounts_that_it_acts_for(world: EventWorld) -> None:
    portal = add_portal(world, reach="bound")
    world.endpoint(URL, PAYMENT, owner=portal)
    world.account("2002")
    bind(world, portal, "2002")
    world.pay(100)
    world.pay(200, "2002")
    world.tell()
    assert amounts(world.sent()) == ["2.00"]


def test_an_account_that_leaves_a_portal_leaves_it_at_once(world: EventWorld) -> None:
    portal = add_portal(world, reach="bound")
    endpoint = world.endpoint(URL, PAYMENT, owner=portal)
    bind(world, portal, ACCOUNT)
    world.answer(receiver=BROKEN)
    world.pay(100)
    world.pay(200)
    world.tell()
    unbind(world)
    world.answer()
    world.wait(hours=1)
    world.tell()
    assert amounts(world.sent()) == ["1.00"]
    assert world.states() == ["dropped", "dropped"]
    with world.unit() as unit:
        details = world.events.delivery(unit, portal, endpoint, world.sent()[0].id)
    assert [each.status for each in details.attempts] == [500]


def test_who_wants_everything_hears_of_topics_of_another_version(world: EventWorld) -> None:
    world.endpoint()
    world.endpoint(OTHER_URL, Topic.CHARGE_TAKEN)
    with world.unit() as unit:  # as if this version had added it
        unit.driver.execute("DELETE FROM interest WHERE topic = 'payment.received'")
        unit.commit()
    world.courier.work()
    world.pay(100)
    world.tell()
    assert [message.url for message in world.sender.sent] == [URL]


def test_one_dispatcher_at_a_time(world: EventWorld) -> None:
    world.endpoint(URL, PAYMENT)
    world.pay(100)
    with world.unit() as unit:
        unit.driver.execute("SELECT pg_advisory_xact_lock(hashtext('vitrina.facts'))")
        assert world.dispatcher.work() == 0
    assert world.dispatcher.work() == 1


def test_two_couriers_share_the_work(world: EventWorld) -> None:
    """The second one works while the first one's first attempts are under way."""
    other = EventCourier(world.unit, world.events, world.sender, world.clock, GIVE_UP)
    world.endpoint(URL, PAYMENT)
    for number in range(8):
        world.account(f"A{number}", 100)
    world.dispatcher.work()
    shares: list[int] = []

    def answer(_: Message) -> Answered:
        if len(world.sender.sent) == 1:
            world.sender.answer = lambda _: OK
            shares.append(other.work())
        return OK

    world.sender.answer = answer
    shares.append(world.courier.work())
    assert sum(shares) == 8
    assert min(shares) > 0
    assert len({message.id for message in world.sent()}) == len(world.sent()) == 8
    other.close()


def test_old_facts_are_forgotten_with_their_deliveries(world: EventWorld) -> None:
    endpoint = world.endpoint(URL, PAYMENT)
    world.pay(100)
    world.tell()
    change(world, endpoint, enabled=False)
    world.pay(200)
    world.tell()
    world.wait(days=29)
    assert world.dispatcher.purge() == 0
    world.wait(days=2)
    world.pay(300)
    assert world.dispatcher.purge() == 2
    assert [world.count(table) for table in ("outbox", "event_delivery", "event_attempt")] == [
        1,
        0,
        0,
    ]


def disabled_so_far() -> float:
    """What the metric says."""
    name = "vitrina_event_endpoints_disabled_total"
    return REGISTRY.get_sample_value(name, {"reason": "failing"}) or 0


def bind(world: EventWorld, portal: UUID, number: str) -> None:
    """Let a portal act for an account."""
    account = world.value("SELECT id FROM account WHERE number = :number", number=number)
    with world.session() as session:
        session.add(
            models.PortalBinding(
                id=new_id(),
                portal_id=portal,
                number=number,
                account_id=account,
                source="operator",
                scopes=[],
                state="active",
                created_at=world.clock.now(),
            )
        )


def unbind(world: EventWorld) -> None:
    """Let no portal act for anybody."""
    with world.unit() as unit:
        unit.driver.execute("UPDATE portal_binding SET state = 'revoked'")
        unit.commit()
