"""States of accounts, subscriptions and holds, and the one table of allowed transitions."""

from enum import StrEnum


class AccountStatus(StrEnum):
    """A blocked account cannot be debited; a closed one is unknown to platforms."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    CLOSED = "closed"


class SubscriptionState(StrEnum):
    """Where a subscription is in its life."""

    PENDING = "pending"
    TRIAL = "trial"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLING = "cancelling"
    ENDED = "ended"
    FAILED = "failed"


class HoldState(StrEnum):
    """An open hold keeps money; a captured, released or expired one keeps none."""

    OPEN = "open"
    CAPTURED = "captured"
    RELEASED = "released"
    EXPIRED = "expired"


_S = SubscriptionState

TRANSITIONS: dict[SubscriptionState, frozenset[SubscriptionState]] = {
    _S.PENDING: frozenset({_S.TRIAL, _S.ACTIVE, _S.CANCELLING, _S.ENDED, _S.FAILED}),
    _S.TRIAL: frozenset({_S.ACTIVE, _S.SUSPENDED, _S.CANCELLING, _S.ENDED}),
    _S.ACTIVE: frozenset({_S.SUSPENDED, _S.CANCELLING, _S.ENDED}),
    _S.SUSPENDED: frozenset({_S.ACTIVE, _S.CANCELLING, _S.ENDED}),
    _S.CANCELLING: frozenset({_S.ACTIVE, _S.SUSPENDED, _S.ENDED}),
    _S.ENDED: frozenset(),
    _S.FAILED: frozenset(),
}
"""From → allowed to. After a final state the next purchase is a new subscription."""

FINAL_STATES = frozenset(state for state, following in TRANSITIONS.items() if not following)


def may_become(current: SubscriptionState, following: SubscriptionState) -> bool:
    """Whether a subscription may move; staying where it is is always allowed."""
    return current == following or following in TRANSITIONS[current]
