"""Publish an offer (оферта), and find the one that a subscriber has to accept."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from backend.domain.errors import InvalidRequest, NotAllowed, VitrinaError
from backend.domain.models import Offer
from backend.domain.ports import Offers
from backend.domain.services.catalogue.refusals import AlreadyInForce
from backend.domain.values.codes import Advice
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.moment import Moment

MAX_LENGTH = 200_000

VERSION = r"^[0-9A-Za-z._\-]{1,32}$"
"""What a version may be called."""

_VERSION = re.compile(VERSION, re.ASCII)


class OfferChanged(VitrinaError):
    """The offer has changed since it was read: it is to be read and accepted again."""

    code = "offer_changed"
    advice = Advice.NEW_ID_AFTER_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffer:
    """The text of a version, in force from a day on. Integrator 0 is the operator itself."""

    integrator_id: int
    version: str
    valid_from: date
    content: str


def publish_offer(command: NewOffer, offers: Offers, moment: Moment) -> Offer:
    """The offer, for ever as it is. Raises ``InvalidRequest`` and ``AlreadyExists``."""
    content = command.content.replace("\r\n", "\n").strip()
    if not _VERSION.fullmatch(command.version):
        raise InvalidRequest("a version is 1 to 32 letters, digits, dots, dashes")
    if not content or len(content) > MAX_LENGTH:
        raise InvalidRequest(f"an offer's text has 1 to {MAX_LENGTH} characters")
    if command.valid_from < moment.today:
        raise AlreadyInForce("an offer begins today or later: before, another one was accepted")
    offer = Offer(
        integrator_id=command.integrator_id,
        version=command.version,
        valid_from=command.valid_from,
        content=content,
        text_hash=hashlib.sha256(content.encode()).hexdigest(),
        created_at=moment.at,
    )
    offers.add(offer)
    return offer


def offer_in_force(integrator_id: int, offers: Offers, today: date) -> Offer:
    """The platform's offer of the day, or else the operator's. Raises ``NotAllowed``."""
    for owner in (integrator_id, OPERATOR_ID):
        found = offers.in_force(owner, today)
        if found is not None:
            return found
    raise NotAllowed("no offer has been published that could be accepted")
