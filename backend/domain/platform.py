"""What a platform tells of its catalogue and of an account's subscription on it.

Everything here was somebody else's text: texts are plain (lines, no markup, no control characters)
and of bounded length, addresses are http or https, sums are kopecks. It informs the subscriber;
nothing is ever charged by it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Freshness(StrEnum):
    """How far an answer may be trusted."""

    FRESH = "fresh"
    STALE = "stale"
    """The platform does not answer now; this is what it said at ``as_of``."""
    UNAVAILABLE = "unavailable"
    """The platform does not answer now and nothing earlier is at hand."""
    ABSENT = "absent"
    """The platform offers nothing to read: that is no fault, say nothing of it."""


class Activation(StrEnum):
    """Whether a subscription's activation data has been given out."""

    NONE = "none"
    PENDING = "pending"
    """May take half an hour."""
    DONE = "done"


class PlatformAct(StrEnum):
    """What a line of a platform's history tells."""

    ACTIVATE = "activate"
    LOCK = "financial_lock"
    DEACTIVATE = "deactivate"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformItem:
    """A product as its platform shows it. Prices in kopecks; ``None`` where it names none.

    ``key`` is the platform's name of it, ``external_id`` the name under which it is charged to us.
    ``description``, ``conditions`` and ``offer`` are empty in a catalogue and given in details. An
    offer is whole or empty, never cut. ``image`` is on one of the integrator's image origins.
    """

    key: str
    title: str
    external_id: str = ""
    vendor: str = ""
    summary: str = ""
    description: str = ""
    conditions: str = ""
    offer: str = ""
    groups: tuple[str, ...] = ()
    first_price: int | None = None
    price: int | None = None
    can_subscribe: bool = True
    image: str | None = None
    screenshots: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformCatalogue:
    """A platform's catalogue for one account, in its order; ``as_of`` is when it was said."""

    state: Freshness
    as_of: datetime | None = None
    items: tuple[PlatformItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformEvent:
    """A line of a platform's history of a subscription. Sum in kopecks."""

    at: datetime
    act: PlatformAct
    charged: int | None = None
    next_charge_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformSubscription:
    """What a platform tells of a subscription. Keys and download addresses stay out of ``repr``.

    ``period`` is in the platform's own words: "1 mon". ``history`` is newest first.
    """

    activation: Activation
    activation_text: str = field(default="", repr=False)
    usage_text: str = field(default="", repr=False)
    links: tuple[str, ...] = field(default=(), repr=False)
    created_at: datetime | None = None
    period: str = ""
    next_charge_at: datetime | None = None
    is_financially_locked: bool = False
    may_unsubscribe: bool = True
    history: tuple[PlatformEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformDetails:
    """A product and the account's subscription to it.

    With ``FRESH`` or ``STALE``, ``item`` is ``None`` where the platform knows no such product, and
    ``subscription`` where the account has none.
    """

    state: Freshness
    as_of: datetime | None = None
    item: PlatformItem | None = None
    subscription: PlatformSubscription | None = None
