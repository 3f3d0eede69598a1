"""What the platform tells of a subscription: its key, its downloads, how to use it."""

from backend.api.cabinet.results import ActivationResult
from backend.api.cabinet.visitor import Visitor
from backend.domain.platform import Activation, Freshness, PlatformItem
from backend.domain.services.cabinet.views import Card
from backend.domain.values.billing import ChargingMode
from backend.domain.values.status import FINAL_STATES

_NOTHING = ActivationResult(source=Freshness.ABSENT, activation=Activation.NONE)


def read_activation(visitor: Visitor, card: Card) -> ActivationResult:
    """Asked of the platform; what billing charges itself, and what is over, has nothing to tell."""
    integrator = visitor.door.integrators.by_id(card.integrator_id)
    if integrator is None or card.mode is not ChargingMode.PLATFORM or card.state in FINAL_STATES:
        return _NOTHING
    catalogue = visitor.door.platforms.catalogue(integrator, visitor.account)
    item = next((each for each in catalogue.items if is_item_of(card, each)), None)
    if item is None:
        return _NOTHING.model_copy(update={"source": catalogue.state, "as_of": catalogue.as_of})
    details = visitor.door.platforms.details(integrator, visitor.account, item.key)
    told = details.subscription
    if told is None:
        return _NOTHING.model_copy(update={"source": details.state, "as_of": details.as_of})
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
    """Whether a platform's item is what a subscription is to: some platforms charge by a product's
    title, others by its key."""
    return item.key == card.key or item.title in (card.key, card.product)
