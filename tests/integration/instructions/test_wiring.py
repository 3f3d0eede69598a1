"""The container's desks tell platforms: right after the act, and by the tick."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.container import Container
from backend.domain.services.subscribing.commands import UndoUnsubscribe, Unsubscribe
from backend.settings import Settings
from tests.commands import ACCOUNT
from tests.integration.instructions.telling import TellingWorld


@pytest.fixture
def container(world: TellingWorld, tmp_path: Path) -> Iterator[Container]:
    """A process that starts when the platform, which has no address, is connected already."""
    world.connect("alpha")
    made = Container(Settings(database_url=world.url, data_dir=tmp_path), world.clock)
    yield made
    made.close()


def test_an_act_is_told_and_the_tick_tells_the_rest(
    world: TellingWorld, container: Container
) -> None:
    subscription = world.buy(world.know("alpha"))
    who: dict[str, Any] = {"account": ACCOUNT, "actor": "tests"}
    container.subscribers.carry_out(Unsubscribe(subscription_id=subscription, **who))
    container.instructions.close()  # waits for what the act has set going
    assert world.queue() == [("cancel", 1, "not_told")]
    container.subscribers.carry_out(UndoUnsubscribe(subscription_id=subscription, **who))
    assert world.queue()[1:] == [("keep", 0, None)]
    container.tick()
    assert world.queue()[1:] == [("keep", 1, "not_told")]
