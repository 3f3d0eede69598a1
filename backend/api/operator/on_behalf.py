"""Acts of the staff on behalf of subscribers: recorded with a reason, done once under a key."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.api.cabinet.requests import WishRequest
from backend.api.operator.deeds import note
from backend.api.operator.staff import Caller
from backend.api.operator.subscriptions_results import StaffAct, StaffActRequest
from backend.domain.errors import NotFound
from backend.domain.services.catalogue.publish_offer import OfferChanged
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    Command,
    Consent,
    Pause,
    Resume,
    Subscribe,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.effect import Effect
from backend.storage.cabinet.offers import OfferView


def offer_for(caller: Caller, product_id: UUID) -> OfferView:
    """The offer in force that goes with a product. Raises ``NotFound`` and ``NotAllowed``."""
    product = caller.door.catalogue.current().products.get(product_id)
    if product is None:
        raise NotFound("there is no such product that billing charges")
    return caller.door.offers.in_force(product.integrator_id)


def subscribe_command(
    caller: Caller, number: str, wish: WishRequest, offer: OfferView, given: str
) -> Subscribe:
    """Subscribe, under the name of who does it; ``given`` is where consent was."""
    return Subscribe(
        account=number,
        actor=_actor(caller),
        product_id=wish.product_id,
        quantity=wish.quantity,
        consent=Consent(version=offer.version, text_hash=offer.hash, address=given),
    )


def act_command(
    caller: Caller, number: str, subscription_id: UUID, body: StaffActRequest
) -> Command:
    """What a request asks for, under the name of who does it."""
    who: dict[str, Any] = {
        "account": number,
        "actor": _actor(caller),
        "subscription_id": subscription_id,
    }
    if body.act is StaffAct.UNSUBSCRIBE:
        return Unsubscribe(**who, immediately=body.immediately, refund=body.refund)
    if body.act is StaffAct.CHANGE_PRODUCT and body.product_id is not None:
        return ChangeProduct(**who, product_id=body.product_id, when=body.when)
    return _PLAIN[body.act](**who)


_PLAIN: dict[StaffAct, type[UndoUnsubscribe | Pause | Resume]] = {
    StaffAct.UNDO_UNSUBSCRIBE: UndoUnsubscribe,
    StaffAct.PAUSE: Pause,
    StaffAct.RESUME: Resume,
}


def _actor(caller: Caller) -> str:
    return f"operator:{caller.name}"


def begin(caller: Caller, command: Subscribe, key: str, reason: str) -> Effect:
    """Subscribe. What was done already is told, even if another offer has come into force since;
    else raises ``OfferChanged`` where another one than was accepted is in force."""
    done = caller.door.subscribers.done(command, key)
    if done is not None:
        return done
    offer, accepted = offer_for(caller, command.product_id), command.consent
    if (offer.version, offer.hash) != (accepted.version, accepted.text_hash):
        raise OfferChanged
    content = {
        "quantity": command.quantity,
        "offer": accepted.version,
        "given": accepted.address,
    }
    product = caller.door.catalogue.current().products[command.product_id]
    subject = f"product {product.code}"
    return carry_out(caller, command, key, subject, reason, content)


def carry_out(
    caller: Caller,
    command: Command,
    key: str,
    subject: str,
    reason: str,
    content: Mapping[str, Any],
) -> Effect:
    """Do it once; what was done already is not recorded again."""
    done = caller.door.subscribers.done(command, key)
    if done is not None:
        return done
    note(caller, subject, account=command.account, reason=reason, after=content)
    return caller.door.subscribers.carry_out(command, key)
