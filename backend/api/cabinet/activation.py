"""What the platform tells of a subscription: its key, its downloads, how to use it."""

from backend.api.cabinet.results import ActivationResult
from backend.api.subscriber import Visitor
from backend.domain.platform import Activation, Freshness, PlatformItem
from backend.domain.services.cabinet.views import Card
from backend.domain.values.billing import ChargingMode
from backend.domain.values.status import FINAL_STATES


def read_activation(visitor: Visitor, card: Card) -> ActivationResult:
    """Asked of the platform; what billing charges itself, and what is over, has nothing to tell."""
    integrator = visitor.door.integrators.by_id(card.integrator_id)
    own = card.mode is not ChargingMode.PLATFORM
    if integrator is None or own or card.state in FINAL_STATES:
        return ActivationResult(source=Freshness.ABSENT, activation=Activation.NONE)
    details = visitor.door.platforms.details(integrator, visitor.account, card.product_code)
    told = details.subscription
    if told is None:
        return ActivationResult(
            source=details.state, as_of=details.as_of, activation=Activation.NONE
        )
    return ActivationResult(
        source=details.state,
        as_of=details.as_of,
        activation=told.activation,
        activation_text=told.activation_text,
        usage_text=told.usage_text,
        links=list(told.links),
        locked=told.is_financially_locked,
        may_unsubscribe=told.may_unsubscribe,
    )


def is_item_of(card: Card, item: PlatformItem) -> bool:
    """Whether a platform's item is what a subscription is to, by any of its names."""
    return card.product_code in (item.key, item.external_id, item.title)
