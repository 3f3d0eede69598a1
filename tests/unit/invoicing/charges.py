"""Charges and lines as invoicing finds them, made up by hypothesis."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from hypothesis import strategies as st

from backend.domain.services.invoicing.rows import DraftLine, LiveLine, OpenCharge
from backend.domain.values.invoicing import INTERNET
from backend.domain.values.vat import EXEMPT_NOTE, Vat, VatKind

MAY = date(2026, 5, 1)
ACCOUNT, INVOICE = 7, UUID(int=1)

taxes = st.sampled_from(
    [
        *(Vat(VatKind.TAXED, rate) for rate in (0, 1000, 1800, 2000, 2200)),
        Vat(VatKind.EXEMPT, 0, EXEMPT_NOTE),
        Vat(VatKind.ZERO),
        Vat(VatKind.OUTSIDE),
    ]
)


@st.composite
def lines(draw: st.DrawFn) -> DraftLine:
    """A charge's content."""
    vat, amount = draw(taxes), draw(st.integers(1, 10**9))
    start = MAY + timedelta(days=draw(st.integers(0, 30)))
    dated = draw(st.booleans())
    return DraftLine(
        draw(st.uuids()),
        draw(st.sampled_from(["", "Антивирус", "Доступ"])),
        draw(st.sampled_from([INTERNET, "software", "addon"])),
        start if dated else None,
        start + timedelta(days=draw(st.integers(1, 31))) if dated else None,
        draw(st.integers(1, 9)),
        amount,
        vat.kind,
        vat.rate,
        vat.part_of(amount),
        vat.note,
    )


@st.composite
def open_charges(draw: st.DrawFn) -> OpenCharge:
    """A charge on no document, perhaps refunded in part."""
    line = draw(lines())
    product = draw(st.sampled_from(["Доступ в Интернет", "Антивирус Касперского", "Облако"]))
    return OpenCharge(ACCOUNT, product, draw(st.integers(0, line.amount - 1)), line)


@dataclass
class Paper:
    """What one charge's line is worth after credits and refunds, counted by the test itself."""

    charge: DraftLine
    line: DraftLine
    credited: int = 0
    refunded: int = 0
    notes: list[DraftLine] = field(default_factory=list)

    def live(self, place: int = 1) -> LiveLine:
        """The line as storage would read it now."""
        standing = self.charge.amount - self.refunded
        return LiveLine(
            ACCOUNT, INVOICE, place, self.credited, standing, self.charge.amount,
            self.charge.vat_amount, self.line,
        )  # fmt: skip
