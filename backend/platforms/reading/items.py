"""Products of a platform's answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from backend.domain.platform import PlatformItem
from backend.domain.values.identifiers import is_external_id
from backend.platforms.addresses import origin_of, safe_address
from backend.platforms.reading.fields import BadItem, Fields

_MAX_ITEMS = 500
_NAME, _SUMMARY, _TEXT, _OFFER = 200, 400, 8_000, 200_000
_IMAGES = ("image_medium", "image_large", "image_small")


@dataclass(frozen=True, slots=True)
class Found:
    """The usable items by key, in the platform's order, with their fields; and why others were
    left out, by word."""

    items: dict[str, tuple[PlatformItem, Fields]]
    dropped: Counter[str]

    def named(self, name: str) -> tuple[PlatformItem, Fields] | None:
        """The item with this key or, if there is none, with this external id."""
        others = (each for each in self.items.values() if name and each[0].external_id == name)
        return self.items.get(name) or next(others, None)


def read_items(response: Fields, images: Sequence[str]) -> Found:
    """Every item that can be shown; of several with one key, the first. ``images`` are the
    origins that images may come from."""
    found = Found({}, Counter())
    for fields in response.children("item"):
        try:
            if len(found.items) == _MAX_ITEMS:
                raise BadItem("too_many")
            item = _read(fields, images)
            if item.key in found.items:
                raise BadItem("same_key")
            found.items[item.key] = item, fields
        except BadItem as bad:
            found.dropped[str(bad)] += 1
    return found


def _read(fields: Fields, images: Sequence[str]) -> PlatformItem:
    title = fields.text("title", _NAME)
    if not title:
        raise BadItem("no_title")
    short = fields.lines("verbose_description_short", _TEXT)
    return PlatformItem(
        key=_key(fields),
        title=title,
        external_id=fields.text("service_external_id", _NAME),
        vendor=fields.text("vendor_title", _NAME),
        summary=fields.text("description_tiny", _SUMMARY),
        description=fields.lines("verbose_description_full", _TEXT) or short,
        conditions=fields.lines("verbose_subscription_conditions", _TEXT),
        offer=_offer(fields),
        groups=tuple(fields.leaves("groups", _NAME)),
        first_price=fields.money("initial_subscribe_cost"),
        price=fields.money("prolongation_cost"),
        can_subscribe=fields.flag("can_subscribe", default=True),
        image=next(iter(_allowed([fields.address(name) for name in _IMAGES], images)), None),
        screenshots=_allowed(
            [safe_address(each) for each in fields.leaves("screenshots", 2049)], images
        ),
        link=fields.address("link"),
    )


def _key(fields: Fields) -> str:
    key = fields.text("service_key", 65)
    if not is_external_id(key):
        raise BadItem("bad_key" if key else "no_key")
    return key


def _offer(fields: Fields) -> str:
    """Whole, or none: a part of an offer is not what is agreed to."""
    offer = fields.lines("verbose_oferta", _OFFER + 1)
    return offer if len(offer) <= _OFFER else ""


def _allowed(addresses: Sequence[str | None], origins: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in addresses if each and origin_of(each) in origins)
