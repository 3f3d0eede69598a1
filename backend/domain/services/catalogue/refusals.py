"""Why a change of the catalogue is refused, where a person is to be told more than "invalid"."""

from backend.domain.errors import InvalidRequest


class HasSubscriptions(InvalidRequest):
    """Somebody is subscribed to the product: who charges him cannot be switched."""

    code = "has_subscriptions"


class Overlaps(InvalidRequest):
    """Two of them would apply on the same day."""

    code = "overlaps"


class AlreadyInForce(InvalidRequest):
    """What has begun never changes: somebody may have been charged by it."""

    code = "already_in_force"


class DoesNotFit(InvalidRequest):
    """The product could not be charged by the template."""

    code = "does_not_fit"
