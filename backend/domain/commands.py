"""What the outside may ask for: frozen commands, made by an edge, decided in batches.

Every command carries the terms of the integrator that sent it, the id under which that integrator
knows it, our own id (made before the first attempt, so that a repeated attempt is recognised) and
where it came from. The remaining fields are its *content*: the same id with other content is a
conflict.
"""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from operator import methodcaller
from typing import ClassVar
from uuid import UUID

from backend.domain.values.codes import Door, OperationKind, RefusalPolicy
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.status import SubscriptionState

OperationKey = tuple[int, OperationKind, str]
"""(integrator id, kind, external id): one operation for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The part of an integrator's configuration on which decisions depend. Sums in kopecks."""

    integrator_id: int
    integrator_code: str
    refusals: RefusalPolicy = RefusalPolicy.REMEMBER
    max_charge: int | None = None
    max_daily: int | None = None


OPERATOR_TERMS = Terms(integrator_id=OPERATOR_ID, integrator_code="operator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The door a command came through and the correlation id of that exchange."""

    door: Door
    correlation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What every command has. ``account`` is the account number (лицевой счёт)."""

    kind: ClassVar[OperationKind]

    id: UUID
    terms: Terms
    origin: Origin
    external_id: str
    account: str | None

    @property
    def key(self) -> OperationKey:
        """The key under which the operation is remembered for ever."""
        return (self.terms.integrator_id, self.kind, self.external_id)

    @property
    def concerns(self) -> OperationKey:
        """The key of the operation whose account this is about: its own, or an earlier one's."""
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(Command):
    """Take ``amount`` kopecks for a product, for the period that ends on ``period_end`` inclusive.

    ``full_price`` is the price of a whole month where ``amount`` is pro-rated. ``subscription``
    tells several subscriptions to one product apart; without it the product is the subscription.
    """

    kind: ClassVar[OperationKind] = OperationKind.CHARGE

    amount: int
    product: str
    product_title: str | None = None
    subscription: str | None = None
    full_price: int | None = None
    text: str = ""
    period_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Command):
    """Keep ``amount`` kopecks aside until ``expires_at``; captured later, whole or in parts."""

    kind: ClassVar[OperationKind] = OperationKind.HOLD

    amount: int
    product: str
    product_title: str | None = None
    subscription: str | None = None
    text: str = ""
    lifetime_seconds: int = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Command):
    """Charge from a hold: all that is left, or ``amount``; ``final`` gives the rest back."""

    kind: ClassVar[OperationKind] = OperationKind.CHARGE

    hold: str
    amount: int | None = None
    final: bool = True
    text: str | None = None
    period_end: date | None = None

    @property
    def concerns(self) -> OperationKey:
        """The hold's key."""
        return (self.terms.integrator_id, OperationKind.HOLD, self.hold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Command):
    """Give back what a hold still keeps. ``external_id`` is the hold's."""

    kind: ClassVar[OperationKind] = OperationKind.RELEASE

    @property
    def concerns(self) -> OperationKey:
        """The hold's key."""
        return (self.terms.integrator_id, OperationKind.HOLD, self.external_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse(Command):
    """Take a charge back, whole. ``external_id`` is the charge's; ``account`` may be unknown."""

    kind: ClassVar[OperationKind] = OperationKind.REVERSE

    @property
    def concerns(self) -> OperationKey:
        """The charge's key."""
        return (self.terms.integrator_id, OperationKind.CHARGE, self.external_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStatus(Command):
    """The platform says in which state its subscription is."""

    kind: ClassVar[OperationKind] = OperationKind.STATUS

    product: str
    state: SubscriptionState
    product_title: str | None = None
    subscription: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay(Command):
    """Money that came in for an account. ``external_id`` is the payment document's number."""

    kind: ClassVar[OperationKind] = OperationKind.PAYMENT

    amount: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Whether a charge of ``amount`` would be taken now. Decides like a charge, writes nothing."""

    terms: Terms
    account: str
    amount: int
    external_id: str = ""


_NOT_CONTENT = frozenset({"id", "terms", "origin", "external_id"})


UNSEEN = b""
"""The fingerprint of a command that has not arrived: a tombstone was left for its id."""


def fingerprint(command: Command, account: str | None = None) -> bytes:
    """SHA-256 of the command's content. Fields at ``None`` do not count, so fields can be added.

    ``account``: whose operation it turned out to be. Where the command need not name the account,
    naming it or not is the same content.
    """
    content = {
        name: value
        for name in _CONTENT_FIELDS[type(command)]
        if (value := getattr(command, name)) is not None
    }
    if account is not None:
        content["account"] = account
    return hashlib.sha256(f"{type(command).__name__}{_write(content)}".encode()).digest()


_write = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=methodcaller("isoformat")
).encode


_CONTENT_FIELDS: dict[type[Command], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.name not in _NOT_CONTENT)
    for kind in (Charge, Hold, Capture, Release, Reverse, ReportStatus, Pay)
}
