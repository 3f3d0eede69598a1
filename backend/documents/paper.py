"""What is on a document's paper, whatever it is an invoice of. Sums in kopecks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from backend.documents.wording import percent
from backend.domain.services.invoicing.totals import RateTotal
from backend.domain.values.seller import Seller
from backend.domain.values.vat import VatKind


class PaperLine(Protocol):
    """A line of the table; days are inclusive, sums in kopecks."""

    @property
    def place(self) -> int:
        """Its number."""
        ...

    @property
    def text(self) -> str:
        """What it is for."""
        ...

    @property
    def first_day(self) -> date | None:
        """The first day of its period."""
        ...

    @property
    def last_day(self) -> date | None:
        """The last one."""
        ...

    @property
    def quantity(self) -> int:
        """How many."""
        ...

    @property
    def amount(self) -> int:
        """The sum, tax included."""
        ...

    @property
    def vat_kind(self) -> VatKind:
        """How it is taxed."""
        ...

    @property
    def vat_rate(self) -> int:
        """The rate in basis points."""
        ...

    @property
    def vat_amount(self) -> int:
        """The tax inside."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is on the paper. ``sums``: name, kopecks, whether it stands out.

    ``total`` is that of the lines, ``payable`` what is spelt in words.
    """

    heading: str
    issued_on: date
    seller: Seller
    parties: Sequence[tuple[str, str]]
    lines: Sequence[PaperLine]
    sums: Sequence[tuple[str, int, bool]]
    total: int
    payable: int
    subheading: str = ""
    remark: str = ""


def seller_in_words(seller: Seller) -> str:
    """The seller as a party of the document."""
    parts = [seller.name, f"ИНН {seller.inn}"]
    parts += [f"КПП {seller.kpp}"] if seller.kpp else []
    return ", ".join(parts + [part for part in (seller.address, seller.phone) if part])


def tax_row(total: RateTotal) -> tuple[str, int]:
    match total.kind:
        case VatKind.TAXED:
            return f"В том числе НДС {percent(total.rate)}", total.vat_amount
        case VatKind.ZERO:
            return f"НДС {percent(0)}, на сумму", total.amount
        case VatKind.EXEMPT:
            return total.note or "НДС не облагается", total.amount
        case VatKind.OUTSIDE:
            return total.note or "Не является объектом обложения НДС", total.amount
