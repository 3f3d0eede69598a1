"""kill -9 between the commit and the sending, and between the sending and the note of the answer.

The victim is a process of its own; what it leaves behind is found by another scheduler.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from backend.domain.instruction import Instruction
from backend.domain.services.subscribing.commands import Unsubscribe
from backend.storage.subscribing.desk import SubscriberDesk
from tests.commands import ACCOUNT, Platform
from tests.integration.instructions.telling import TellingWorld

pytestmark = pytest.mark.slow


def die() -> None:
    """kill -9 of oneself."""
    os.kill(os.getpid(), signal.SIGKILL)


def leave_and_die(url: str, subscription: UUID) -> None:
    """Die as soon as the act is committed."""
    world = TellingWorld(url)
    shop = SubscriberDesk(
        world.shop._unit_of_work,
        world.shop._catalogue,
        world.clock,
        world.shop._new_id,
        tell=die,
    )
    shop.carry_out(Unsubscribe(account=ACCOUNT, actor="tests", subscription_id=subscription))


def send_and_die(url: str, arrived: Path) -> None:
    """Die as soon as the platform has it."""
    world = TellingWorld(url)
    world.know("alpha")

    def arrive(instruction: Instruction) -> None:
        arrived.write_text(str(instruction.id), encoding="utf-8")
        die()

    world.platforms.meanwhile = arrive
    world.telling.work()


def killed(work: Callable[..., None], *given: object) -> bool:
    """Whether a process that does the work was killed in it."""
    victim = multiprocessing.get_context("spawn").Process(target=work, args=given)
    victim.start()
    victim.join(60)
    return victim.exitcode == -signal.SIGKILL


def test_between_the_commit_and_the_sending(world: TellingWorld, alpha: Platform) -> None:
    subscription = world.buy(alpha)
    assert killed(leave_and_die, world.url, subscription)
    assert world.state(subscription) == "cancelling"
    assert world.queue() == [("cancel", 0, None)]
    assert world.telling.work() == 1
    assert world.platforms.acts == [("office", "cancel")]


def test_between_the_sending_and_the_note(
    world: TellingWorld, alpha: Platform, tmp_path: Path
) -> None:
    world.leave(alpha)
    arrived = tmp_path / "arrived"
    assert killed(send_and_die, world.url, arrived)
    assert world.queue() == [("cancel", 1, None)]
    assert world.telling.work() == 0
    world.clock.advance(minutes=1)
    assert world.telling.work() == 1
    ((_, again),) = world.platforms.sent
    assert str(again.id) == arrived.read_text(encoding="utf-8")
    assert world.queue() == [("cancel", 2, "done")]
