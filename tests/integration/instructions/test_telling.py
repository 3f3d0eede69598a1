"""Platforms are told: each thing once it is true, in order, until they answer, by any scheduler."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event

import pytest

from backend.domain.instruction import Act, Answer
from backend.domain.services.subscribing.commands import Unsubscribe
from backend.storage.subscribing.desk import SubscriberDesk
from tests.commands import ACCOUNT, Platform
from tests.integration.instructions.telling import TellingWorld

PATIENCE = 30
SIX_HOURS = timedelta(hours=6)


def test_what_is_told(world: TellingWorld, alpha: Platform) -> None:
    subscription = world.leave(alpha)
    assert world.telling.work() == 1
    world.undo(subscription)
    assert world.telling.work() == 1
    (code, cancel), (_, keep) = world.platforms.sent
    assert (code, cancel.act, cancel.account, cancel.subscription) == (
        "alpha",
        Act.CANCEL,
        ACCOUNT,
        "office",
    )
    assert (cancel.ends_on, cancel.created_at) == (date(2026, 5, 30), world.clock.now())
    assert (keep.act, keep.ends_on) == (Act.KEEP, None)
    assert world.queue() == [("cancel", 1, "done"), ("keep", 1, "done")]
    assert world.telling.work() == 0


def test_an_act_that_is_not_done_tells_nobody(world: TellingWorld, alpha: Platform) -> None:
    subscription = world.buy(alpha)
    world.shop.preview(Unsubscribe(account=ACCOUNT, actor="t", subscription_id=subscription))
    assert (world.telling.work(), world.platforms.sent) == (0, [])


@pytest.mark.parametrize("answer", [Answer.DONE, Answer.REFUSED, Answer.NOT_TOLD])
def test_a_final_answer_is_noted_and_the_will_stands(
    world: TellingWorld, alpha: Platform, answer: Answer
) -> None:
    world.platforms.answers["alpha"] = [answer]
    subscription = world.leave(alpha)
    assert world.telling.work() == 1
    world.clock.advance(hours=7)
    assert world.telling.work() == 0
    assert world.queue() == [("cancel", 1, answer)]
    assert world.state(subscription) == "cancelling"


def test_without_an_answer_it_waits_longer_and_longer(world: TellingWorld, alpha: Platform) -> None:
    world.platforms.answers["alpha"] = [Answer.LATER] * 12
    world.leave(alpha)
    pauses = []
    for _ in range(12):
        assert world.telling.work() == 0
        pauses.append(world.next_attempt() - world.clock.now())
        world.clock.advance(seconds=pauses[-1].total_seconds() - 1)
        assert world.telling.work() == 0
        world.clock.advance(seconds=1)
    minutes = [timedelta(minutes=2**number) for number in range(9)]
    assert pauses == [*minutes, SIX_HOURS, SIX_HOURS, SIX_HOURS]
    assert world.telling.work() == 1
    assert world.queue() == [("cancel", 13, "done")]
    assert len({each.id for _, each in world.platforms.sent}) == 1


def test_an_older_decision_goes_first(world: TellingWorld, alpha: Platform) -> None:
    world.platforms.answers["alpha"] = [Answer.LATER]
    subscription = world.leave(alpha)
    world.telling.work()
    world.undo(subscription)
    world.unsubscribe(subscription)
    other = world.buy(alpha, "other")
    world.unsubscribe(other)
    assert world.telling.work() == 1
    assert world.platforms.acts[1:] == [("other", "cancel")]
    world.clock.advance(minutes=1)
    assert world.telling.work() == 3
    assert world.platforms.acts[2:] == [
        ("office", "cancel"),
        ("office", "keep"),
        ("office", "cancel"),
    ]


def test_a_silent_platform_costs_one_attempt_and_holds_up_nobody(
    world: TellingWorld, alpha: Platform
) -> None:
    beta = world.connect("beta")
    world.platforms.answers["alpha"] = [Answer.LATER] * 2
    for number in range(3):
        world.leave(alpha, f"a-{number}")
        world.leave(beta, f"b-{number}")
    assert world.telling.work() == 3
    assert world.platforms.acts.count(("a-0", "cancel")) == 1
    assert [key for key, _ in world.platforms.acts if key.startswith("a")] == ["a-0"]
    assert world.telling.work() == 0
    assert world.telling.work() == 1
    world.clock.advance(minutes=1)
    assert world.telling.work() == 2


def test_an_integrator_of_another_process_waits(world: TellingWorld) -> None:
    world.leave(world.integrator("gamma"))
    assert (world.telling.work(), world.platforms.sent) == (0, [])
    assert world.queue() == [("cancel", 1, None)]


def test_many_schedulers_send_each_once(world: TellingWorld, alpha: Platform) -> None:
    for number in range(20):
        subscription = world.leave(alpha, f"p-{number}")
        world.undo(subscription)
    assert world.at_once(4) == 40
    assert len({each.id for _, each in world.platforms.sent}) == 40 == len(world.platforms.sent)
    for number in range(20):
        acts = [act for key, act in world.platforms.acts if key == f"p-{number}"]
        assert acts == ["cancel", "keep"]


def test_nothing_is_locked_while_a_platform_thinks(world: TellingWorld, alpha: Platform) -> None:
    """The subscriber changes his mind, and another scheduler works, during the call."""
    subscription = world.leave(alpha)

    def meanwhile(_instruction: object) -> None:
        world.platforms.meanwhile = lambda _: None
        world.undo(subscription)
        assert world.telling.work() == 0

    world.platforms.meanwhile = meanwhile
    assert world.telling.work() == 2
    assert world.platforms.acts == [("office", "cancel"), ("office", "keep")]


def test_the_first_answer_stands(world: TellingWorld, alpha: Platform) -> None:
    """A call that took too long: another scheduler has tried again meanwhile."""
    world.platforms.answers["alpha"] = [Answer.REFUSED, Answer.DONE]
    world.leave(alpha)

    def meanwhile(_instruction: object) -> None:
        world.platforms.meanwhile = lambda _: None
        world.clock.advance(minutes=2)
        assert world.telling.work() == 1

    world.platforms.meanwhile = meanwhile
    world.telling.work()
    assert world.queue() == [("cancel", 2, "done")]


# ---------------------------------------------------------------- soon after the act


def test_an_act_kicks_the_desk_after_its_commit(world: TellingWorld, alpha: Platform) -> None:
    arrived, released = Event(), Event()

    def meanwhile(_instruction: object) -> None:
        arrived.set()
        released.wait(PATIENCE)

    world.platforms.meanwhile = meanwhile
    shop = SubscriberDesk(
        world.shop._unit_of_work,
        world.shop._catalogue,
        world.clock,
        world.shop._new_id,
        tell=world.telling.kick,
    )
    subscription = world.buy(alpha)
    command = Unsubscribe(account=ACCOUNT, actor="tests", subscription_id=subscription)
    shop.carry_out(command)  # returns while the platform still thinks
    assert arrived.wait(PATIENCE)
    assert world.queue() == [("cancel", 1, None)]
    for _ in range(5):
        world.telling.kick()
    released.set()
    world.telling.close()
    assert world.queue() == [("cancel", 1, "done")]
    assert len(world.platforms.sent) == 1
    world.telling.kick()  # too late: the tick's business


def test_closing_waits_for_one_call_and_not_for_all(world: TellingWorld, alpha: Platform) -> None:
    arrived, released = Event(), Event()

    def meanwhile(_instruction: object) -> None:
        arrived.set()
        released.wait(PATIENCE)

    world.platforms.meanwhile = meanwhile
    for number in range(3):
        world.leave(alpha, f"p-{number}")
    world.telling.kick()
    assert arrived.wait(PATIENCE)
    with ThreadPoolExecutor(1) as pool:
        closed = pool.submit(world.telling.close)
        assert world.telling._closing.wait(PATIENCE)
        released.set()
        closed.result(PATIENCE)
    assert len(world.platforms.sent) == 1
    assert world.another_desk().work() == 2


def test_a_kick_that_fails_fails_nobody(world: TellingWorld, alpha: Platform) -> None:
    def fail(_instruction: object) -> None:
        raise RuntimeError("not as the port promises")

    world.platforms.meanwhile = fail
    world.leave(alpha)
    world.telling.kick()
    world.telling.close()
    assert world.queue() == [("cancel", 1, None)]
    world.platforms.meanwhile = lambda _: None
    world.clock.advance(minutes=1)
    assert world.another_desk().work() == 1
