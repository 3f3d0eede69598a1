"""What a platform sends and what it is told, in one form for every facade."""

from dataclasses import dataclass
from decimal import Decimal

TEXT = "One month"
PRODUCT = "Antivirus"


def kopecks(roubles: str) -> int:
    """Kopecks of a sum as a scenario or a wire writes it."""
    return int(Decimal(roubles) * 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A charge or a hold as it is sent. Every value is the text that goes over the wire."""

    id: str
    account: str
    amount: str
    product: str = PRODUCT
    text: str = TEXT
    full_price: str | None = None
    period_end: str | None = "2026-05-30"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. ``None`` stands for what this facade does not tell.

    ``word`` is what the wire says, in the form of the tables in the pack's README. ``listed``: the
    word stands in the data of an answer (an item of a list, a verdict), not in a fault or a status.
    """

    word: str
    id: str | None = None
    code: str | None = None
    advice: str | None = None
    replayed: bool | None = None
    status: str | None = None
    amount: int | None = None
    available: int | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """What is told of a subscriber."""

    word: str
    available: int | None = None
    tariffs: str | None = None
    period_start_day: int | None = None
    utc_offset_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A subscription as its platform is told of it: the last day that is paid, inclusive."""

    product: str
    state: str
    paid_through: str | None
    steps: tuple[str, ...]


class Lost(Exception):
    """The connection broke: the platform does not know what became of its call."""
