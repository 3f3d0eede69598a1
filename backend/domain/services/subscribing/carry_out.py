"""The one way to all acts: what is decided is stored by the caller, or shown and forgotten."""

from collections.abc import Callable
from typing import Any

from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.subscribing.change_product import change_product
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    Command,
    Pause,
    Resume,
    Subscribe,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.effect import Effect, effect_of
from backend.domain.services.subscribing.pause import pause, resume
from backend.domain.services.subscribing.subscribe import subscribe
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.services.subscribing.unsubscribe import undo_unsubscribe, unsubscribe


def decide(command: Command, subscriber: Subscriber, billing: Billing) -> Effect:
    """The decision: it changes the state it is given, which after an error is worth nothing.

    Raises ``NotFound``, ``NotAllowed``, ``AlreadyExists``, ``InvalidRequest``, ``NotEnoughMoney``
    and ``BookUnavailable``.
    """
    before = {each.id: each.state for each in subscriber.subscriptions.values()}
    before |= {each.id: each.state for each in subscriber.of_platforms.values()}
    _ACTS[type(command)](command, subscriber, billing)
    return effect_of(before, subscriber, billing)


_ACTS: dict[type[Command], Callable[[Any, Subscriber, Billing], None]] = {
    Subscribe: subscribe,
    Unsubscribe: unsubscribe,
    UndoUnsubscribe: undo_unsubscribe,
    Pause: pause,
    Resume: resume,
    ChangeProduct: change_product,
}
