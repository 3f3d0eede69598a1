"""What the sandbox remembers. Plain records, written as one JSON document by ``store``.

Sums are integer kopecks. Instants are aware; those of links, nonces and visits are real time, all
others virtual.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """Where a subscription is; all but ``ordered`` are words of the SOAP contract as well."""

    ORDERED = "ordered"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLING = "cancelling"
    ENDED = "ended"
    FAILED = "failed"


LIVING = frozenset({Status.ORDERED, Status.ACTIVE, Status.SUSPENDED, Status.CANCELLING})


class Kind(StrEnum):
    """What an operation asks of Vitrina."""

    CHECK = "check"
    CHARGE = "charge"
    REPORT = "report"
    REVERSE = "reverse"


class Verdict(StrEnum):
    """How an operation ended, whatever the dialect's word for it was."""

    DONE = "done"
    NO_MONEY = "no_money"
    REPEATED = "repeated"
    UNKNOWN_ACCOUNT = "unknown_account"
    UNKNOWN_OPERATION = "unknown_operation"
    TAKEN_BACK = "taken_back"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


@dataclass(slots=True, kw_only=True)
class User:
    """A subscriber as the platform knows one: by the account number alone."""

    account: str
    since: datetime


@dataclass(slots=True, kw_only=True)
class Event:
    """A line of a subscription's history. ``action`` is a word of the XML API."""

    time: datetime
    action: str
    money: int | None = None
    next_charge: date | None = None


@dataclass(slots=True, kw_only=True)
class Subscription:
    """``paid_until`` is the last paid day. ``note`` says why it failed or ended, as a stable code.

    ``activated_at``: when the vendor's activation is ready. ``next_try``: the day of the next
    charge while there is no money. ``told``: the operator told us to cancel, so it knows.
    """

    id: str
    account: str
    product: str
    status: Status = Status.ORDERED
    created: datetime
    paid_until: date | None = None
    activated_at: datetime | None = None
    suspended_on: date | None = None
    next_try: date | None = None
    last_charge: str | None = None
    told: bool = False
    note: str = ""
    history: list[Event] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Operation:
    """One call to Vitrina, stored before it is sent and repeated under the same txid.

    A reversal has the txid of the charge that it takes back. ``outcome`` is empty as long as there
    is no answer; ``error`` is then the last thing that went wrong. ``overtaken``: by a rehearsal's
    wish the reversal goes before the charge.
    """

    txid: str
    kind: Kind
    subscription: str
    made_at: datetime
    amount: int = 0
    period_start: date | None = None
    period_end: date | None = None
    status: Status | None = None
    attempts: int = 0
    outcome: Verdict | None = None
    error: str = ""
    overtaken: bool = False
    reversed: bool = False


@dataclass(slots=True, kw_only=True)
class Visit:
    """Who a page session belongs to; no account: the anonymous catalogue. ``until`` is real."""

    account: str | None
    operator: str | None
    until: datetime


@dataclass(slots=True, kw_only=True)
class Armed:
    """A fault that waits for ``calls`` more calls, or for every call until it is switched off."""

    calls: int | None = None
    seconds: float = 0.0


@dataclass(slots=True, kw_only=True)
class Call:
    """One exchange, for the person who rehearses. ``at`` is virtual."""

    at: datetime
    what: str
    txid: str
    answer: str
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class PlatformState:
    """One platform's books. ``seen`` are used nonces and until when they must be remembered.

    ``series`` tells the txids of this folder from those of any other, ``counter`` from each other.
    """

    series: str = ""
    counter: int = 0
    users: dict[str, User] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)
    seen: dict[str, datetime] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    instructions: dict[str, int] = field(default_factory=dict)
    faults: dict[str, Armed] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    def open_operations(self, subscription: str | None = None) -> list[Operation]:
        """Operations without an answer, oldest first; of one subscription or of all."""
        return [
            each
            for each in self.operations
            if each.outcome is None and subscription in (None, each.subscription)
        ]

    def charge(self, txid: str | None) -> Operation | None:
        """The charge under this id."""
        found = (o for o in self.operations if o.kind is Kind.CHARGE and o.txid == txid)
        return next(found, None)


@dataclass(slots=True, kw_only=True)
class Message:
    """An event or a notice that came in, ``times`` times; ``data`` is its JSON. ``at`` is real."""

    id: str
    at: datetime
    kind: str
    data: str
    times: int = 1

    @property
    def facts(self) -> list[tuple[str, object]]:
        """What it says, name by name."""
        return list(json.loads(self.data).items())

    @property
    def text(self) -> str | None:
        """What a notice says to its reader; ``None`` for an event."""
        said = json.loads(self.data)
        return said.get("text") if self.kind == "notice" else None


@dataclass(slots=True, kw_only=True)
class State:
    """Everything. ``offset_seconds``: how far virtual time is ahead."""

    offset_seconds: int = 0
    inbox: list[Message] = field(default_factory=list)
    platforms: dict[str, PlatformState] = field(default_factory=dict)
