"""The one way to all acts: load the account, decide, and store; a preview stops before the last."""

from collections.abc import Callable
from typing import Any

from backend.domain.ports import Subscribers
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


def preview(command: Command, subscribers: Subscribers, billing: Billing) -> Effect:
    """What the act would do now. Raises what the act would raise."""
    return decide(command, subscribers.load(command.account, billing.moment), billing)


def carry_out(command: Command, subscribers: Subscribers, billing: Billing) -> Effect:
    """Do it. Raises ``NotFound``, ``NotAllowed``, ``AlreadyExists``, ``InvalidRequest`` and
    ``NotEnoughMoney``; then nothing is done."""
    effect = decide(command, subscribers.load(command.account, billing.moment), billing)
    subscribers.store(billing.changes)
    return effect


def decide(command: Command, subscriber: Subscriber, billing: Billing) -> Effect:
    """The decision: it changes the state it is given, which after an error is worth nothing."""
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
