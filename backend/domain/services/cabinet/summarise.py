"""The account at a glance: what a month costs, and whether the next charge is covered."""

from collections import Counter
from collections.abc import Sequence

from backend.domain.services.cabinet.views import AccountProfile, Card, NextPayment, Summary
from backend.domain.values.status import SubscriptionState


def summarise(profile: AccountProfile, cards: Sequence[Card]) -> Summary:
    """The summary of these subscriptions."""
    served = (card for card in cards if card.state is not SubscriptionState.SUSPENDED)
    return Summary(
        profile=profile,
        monthly_total=sum(card.next_charge.amount for card in served if card.next_charge),
        next_payment=_next_payment(profile, cards),
        states=Counter(card.state for card in cards),
    )


def _next_payment(profile: AccountProfile, cards: Sequence[Card]) -> NextPayment | None:
    charges = [card.next_charge for card in cards if card.next_charge and card.next_charge.amount]
    if not charges:
        return None
    on = min(charge.on for charge in charges)
    amount = sum(charge.amount for charge in charges if charge.on == on)
    return NextPayment(on=on, amount=amount, missing=max(amount - profile.available, 0))
