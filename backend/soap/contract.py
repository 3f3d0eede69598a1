"""What a dialect is, as data: operations, their messages and the words for results.

A dialect says how the same few actions look on the wire of one platform. It contains no behaviour:
what an action does is in ``actions``; how a message is read and written is compiled from these
descriptions by ``codec``; their schema is built from them by ``schema``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from backend.domain.values.codes import Code


class Action(StrEnum):
    """What can be asked for, whatever a dialect calls it; the last two, by portals."""

    ACCOUNT = "account"
    CHECK = "check"
    CHARGE = "charge"
    REVERSE = "reverse"
    HOLD = "hold"
    CAPTURE = "capture"
    RELEASE = "release"
    STATUS = "status"
    OPERATION = "operation"
    SUBSCRIPTIONS = "subscriptions"
    LINK = "link"
    CLEANUP = "cleanup"
    REPORT = "report"
    STOREFRONT = "storefront"


class Kind(StrEnum):
    """Simple kinds of value. Inside, money is always kopecks; on the wire, as the dialect says."""

    ACCOUNT = "account"
    """An account number; leading zeros are kept."""
    ID = "id"
    """An id that somebody gave to an operation."""
    NAME = "name"
    """One to 200 characters, not blank at the start: a product, a subscription, a path."""
    TEXT = "text"
    """At most 500 characters for people; may be empty."""
    MONEY = "money"
    """A sum greater than zero."""
    PRICE = "price"
    """A sum that may be zero."""
    BALANCE = "balance"
    """A sum that may be negative."""
    URL = "url"
    INTEGER = "integer"
    SECONDS = "seconds"
    """A duration of one second to 31 days."""
    BOOLEAN = "boolean"
    DATE = "date"
    """A local date of the operator."""
    INSTANT = "instant"
    CODE = "code"
    """How the operation ended, in the dialect's words."""


class Unit(StrEnum):
    """How money is written: roubles with at most two decimals, or whole kopecks."""

    ROUBLES = "roubles"
    KOPECKS = "kopecks"


@dataclass(frozen=True, slots=True)
class Words:
    """An enumeration: canonical value → word on the wire."""

    name: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """A structured type, its fields in the order in which they are sent."""

    name: str
    fields: "tuple[Field, ...]"

    def names(self) -> frozenset[str]:
        """The canonical names of its fields."""
        return frozenset(each.name for each in self.fields)


@dataclass(frozen=True, slots=True)
class Field:
    """One element: its canonical name, its name on the wire and what it holds."""

    name: str
    wire: str
    kind: Kind | Words | Record
    required: bool = True
    many: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Names of the repeated elements of an operation that takes and answers lists."""

    request: str = "request"
    response: str = "response"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One call. ``items`` is ``None`` where a message carries exactly one item.

    ``words`` are result words that differ from the dialect's for this operation only; ``repeated``
    is the word for a success that an earlier call brought about, where the dialect tells the
    difference. A ``test_only`` operation exists for integrators in test mode.
    """

    action: Action
    wire: str
    answer: str
    request: Record
    response: Record
    items: Items | None = None
    words: Mapping[Code, str] = field(default_factory=dict)
    repeated: str | None = None
    test_only: bool = False
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one platform speaks.

    ``action`` is the form of the soapAction, with ``{namespace}`` and ``{operation}``. ``words``
    are the words for result codes, ``otherwise`` the one for every other code; without both, the
    codes themselves. With ``typed_faults`` a refused single call is answered with a typed fault
    instead of a result word.
    """

    name: str
    service: str
    namespace: str
    operations: tuple[Operation, ...]
    action: str = "{operation}"
    words: Mapping[Code, str] = field(default_factory=dict)
    otherwise: str | None = None
    unit: Unit = Unit.ROUBLES
    typed_faults: bool = False

    def word(self, operation: Operation, code: Code, *, repeated: bool = False) -> str:
        """The wire's word for a result."""
        if repeated and code is Code.OK and operation.repeated is not None:
            return operation.repeated
        return operation.words.get(code) or self.words.get(code) or self.otherwise or code.value

    def all_words(self) -> tuple[str, ...]:
        """Every word that an item's result can be, in a stable order."""
        words: dict[str, None] = {}
        for operation in self.operations:
            words.update((self.word(operation, code), None) for code in Code)
            if operation.repeated is not None:
                words[operation.repeated] = None
        return tuple(words)

    def soap_action(self, operation: Operation) -> str:
        """The soapAction of an operation."""
        return self.action.format(namespace=self.namespace, operation=operation.wire)

    def offered(self, *, test_mode: bool) -> Iterator[Operation]:
        """The operations that an integrator may call."""
        return (each for each in self.operations if test_mode or not each.test_only)


Values = dict[str, Any]
"""One item, read from the wire or to be written to it, by canonical names."""
