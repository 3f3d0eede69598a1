"""The subscription behind a charge or a report: found, or begun on first sight."""

from datetime import date
from uuid import UUID

from backend.domain.commands import Terms
from backend.domain.services.charging.rows import (
    ProductRow,
    SubscriptionEventRow,
    SubscriptionRow,
)
from backend.domain.services.charging.state import AccountState, BatchState, StoredSubscription
from backend.domain.values.status import FINAL_STATES, SubscriptionState, may_become


def subscription_of(
    state: BatchState,
    account: AccountState,
    terms: Terms,
    *,
    product: str,
    product_title: str | None,
    external_key: str,
) -> StoredSubscription:
    """The account's living subscription under this key; a new pending one if there is none."""
    key = (account.id, terms.integrator_id, external_key)
    found = state.subscriptions.get(key)
    if found is not None and found.state not in FINAL_STATES:
        return found
    begun = StoredSubscription(
        account_id=account.id,
        id=state.new_id(),
        product_id=_product_of(state, terms, product, product_title),
        state=SubscriptionState.PENDING,
        paid_through=None,
    )
    state.subscriptions[key] = begun
    state.changes.subscriptions[begun.id] = SubscriptionRow(
        begun.account_id,
        begun.id,
        terms.integrator_id,
        begun.product_id,
        external_key,
        begun.state,
        begun.paid_through,
        state.moment.at,
    )
    _record_step(state, begun, None, terms.integrator_code, "begun")
    return begun


def move_subscription(
    state: BatchState,
    subscription: StoredSubscription,
    following: SubscriptionState,
    *,
    actor: str,
    reason: str,
) -> bool:
    """Bring the subscription into a state; false, and nothing done, where that is not allowed.

    What its subscriber has cancelled only ends: nobody else takes that back.
    """
    previous = subscription.state
    if not may_become(previous, following):
        return False
    if subscription.cancel_on is not None and following not in _CANCELLED:
        return False
    if previous != following:
        subscription.state = following
        _record_step(state, subscription, previous, actor, reason)
        state.changes.subscription_updates[subscription.id] = subscription
    return True


_CANCELLED = frozenset({SubscriptionState.CANCELLING, SubscriptionState.ENDED})


def extend_paid_period(
    state: BatchState, subscription: StoredSubscription, period_end: date | None
) -> None:
    """Note until when the subscription is paid; an earlier date never shortens it."""
    if period_end is None:
        return
    if subscription.paid_through is None or subscription.paid_through < period_end:
        subscription.paid_through = period_end
        state.changes.subscription_updates[subscription.id] = subscription


def _product_of(state: BatchState, terms: Terms, code: str, title: str | None) -> UUID:
    key = (terms.integrator_id, code)
    known = state.products.get(key)
    if known is None:
        known = state.new_id()
        state.products[key] = known
        state.changes.products.append(
            ProductRow(known, terms.integrator_id, code, title or code, state.moment.at)
        )
    return known


def _record_step(
    state: BatchState,
    subscription: StoredSubscription,
    previous: SubscriptionState | None,
    actor: str,
    reason: str,
) -> None:
    state.changes.subscription_events.append(
        SubscriptionEventRow(
            subscription.account_id,
            subscription.id,
            state.new_id(),
            state.moment.at,
            previous,
            subscription.state,
            actor,
            reason,
            subscription.product_id,
        )
    )
