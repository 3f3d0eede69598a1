"""VAT (НДС): kinds, rates in basis points, and the part of a sum that is tax.

Prices include the tax. Rates are dated rules in the catalogue; what applied is frozen on the line.
"""

from dataclasses import dataclass
from enum import StrEnum

from backend.domain.values.rounding import half_up

WHOLE = 10_000
"""100 % in basis points."""

EXEMPT_NOTE = "НДС не облагается, подп. 26 п. 2 ст. 149 НК РФ"
"""Licences to programs of the register of Russian software."""


class VatKind(StrEnum):
    """How a supply is taxed."""

    TAXED = "taxed"
    EXEMPT = "exempt"
    ZERO = "zero"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Vat:
    """What applies to a supply: ``rate`` in basis points, above zero only where taxed."""

    kind: VatKind
    rate: int = 0
    note: str = ""

    def part_of(self, gross: int) -> int:
        """Kopecks of tax inside a gross sum, half up to the kopeck."""
        return half_up(gross * self.rate, WHOLE + self.rate) if self.rate else 0


def vat_of_refund(gross: int, vat: int, refunded: int, refund: int) -> int:
    """The tax inside a partial refund, so that refunds telescope: together they give back ``vat``.

    ``gross`` and ``vat`` are the charge's, ``refunded`` what was given back before (kopecks).
    """
    return half_up(vat * (refunded + refund), gross) - half_up(vat * refunded, gross)
