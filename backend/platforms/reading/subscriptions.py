"""The account's subscription in a platform's answer."""

from datetime import tzinfo

from backend.domain.platform import Activation, PlatformAct, PlatformEvent, PlatformSubscription
from backend.platforms.reading.fields import BadItem, Fields

_WORDS, _TEXT = 60, 8_000
_MAX_EVENTS = 200
_LINKS = ("link", "link_64")


def read_subscription(item: Fields, zone: tzinfo) -> PlatformSubscription | None:
    """What an item tells of the subscription to it; ``None`` if there is none.

    ``zone`` is the one of times that name none.
    """
    fields = item.child("subscription")
    if fields is None:
        return None
    links = [fields.address(name) for name in _LINKS]
    return PlatformSubscription(
        activation=_activation(fields.text("activation_status", _WORDS)),
        activation_text=fields.lines("activation_details", _TEXT),
        usage_text=fields.lines("usage_details", _TEXT),
        links=tuple(dict.fromkeys(each for each in links if each)),
        created_at=fields.moment("created", zone),
        period=fields.text("period", _WORDS),
        next_charge_at=item.moment("next_charge_at", zone),
        is_financially_locked=fields.flag("is_financial_locked", default=False),
        may_unsubscribe=not fields.flag("disable_deletion", default=False),
        history=_history(item, zone),
    )


def _activation(word: str) -> Activation:
    try:
        return Activation(word.lower())
    except ValueError:
        return Activation.NONE


def _history(item: Fields, zone: tzinfo) -> tuple[PlatformEvent, ...]:
    history = item.child("history")
    rows = [] if history is None else [_event(row, zone) for row in history.children("item")]
    events = sorted((row for row in rows if row), key=lambda row: row.at, reverse=True)
    return tuple(events[:_MAX_EVENTS])


def _event(row: Fields, zone: tzinfo) -> PlatformEvent | None:
    """A line without its time, a known act or a readable sum tells nothing."""
    try:
        at = row.moment("time", zone)
        act = PlatformAct(row.text("action", _WORDS))
        charged = row.money("money_charged")
        following = row.moment("next_charge_at", zone)
    except (BadItem, ValueError):
        return None
    if at is None:
        return None
    return PlatformEvent(at=at, act=act, charged=charged, next_charge_at=following)
