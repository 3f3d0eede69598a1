"""The pages of a Russian счёт on A4, drawn from what is on the paper.

What a reader's eye looks for is where he expects it: the bank's block on top, the number and date,
the parties, the table, the totals with their tax, the sum in words, the signatures.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Literal

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from backend.documents.fonts import FAMILY, add_fonts
from backend.documents.paper import Paper, PaperLine
from backend.documents.wording import figures, rate_of, short_date, unbroken
from backend.domain.values.spelling import Forms, after_number, sum_in_words
from backend.domain.values.vat import VatKind

Align = Literal["L", "C", "R"]

LEFT, RIGHT, TOP, BOTTOM = 18.0, 12.0, 12.0, 16.0
WIDTH = 210.0 - LEFT - RIGHT
THIN, THICK = 0.2, 0.6
INK, QUIET, SHADE = 0, 110, 242

_POSITIONS: Forms = ("наименование", "наименования", "наименований")
_COLUMNS: tuple[tuple[str, float, Align], ...] = (
    ("№", 8, "C"),
    ("Наименование", 55, "L"),
    ("Период", 25, "C"),
    ("Кол-во", 15, "C"),
    ("Цена", 21, "R"),
    ("Сумма", 22, "R"),
    ("Ставка НДС", 15, "C"),
    ("Сумма НДС", 19, "R"),
)


def draw(paper: Paper) -> bytes:
    """The document's pages. The same document gives the same bytes."""
    pages = DocumentPages(paper)
    pages.add_page()
    pages.draw_bank()
    pages.draw_title()
    pages.draw_parties()
    pages.draw_table()
    pages.draw_sums()
    pages.draw_in_words()
    pages.draw_signatures()
    return bytes(pages.output())


class DocumentPages(FPDF):
    """Draws one document from top to bottom."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.paper = paper
        add_fonts(self)
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(auto=False, margin=BOTTOM)
        self.c_margin = 1.2
        self.set_title(paper.heading)
        self.set_author(paper.seller.name)
        self.set_lang("ru-RU")
        self.set_creation_date(datetime.combine(paper.issued_on, time(), tzinfo=UTC))
        self.set_draw_color(INK)

    # ------------------------------------------------------------ frame of a page

    def header(self) -> None:
        """On further pages: which document this is."""
        if self.page_no() == 1:
            return
        self._text(8, quiet=True)
        self.cell(
            WIDTH, 4, f"{self.paper.heading}, продолжение", new_y=YPos.NEXT, new_x=XPos.LMARGIN
        )
        self.ln(1.5)

    def footer(self) -> None:
        """The page's number, and a remark, such as that it is only a draft."""
        self.set_y(-BOTTOM + 5)
        self._text(7, quiet=True)
        self.cell(WIDTH / 2, 4, f"Страница {self.page_no()} из {{nb}}")
        self.cell(WIDTH / 2, 4, self.paper.remark, align="R")

    def _text(self, size: float, *, bold: bool = False, quiet: bool = False) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(QUIET if quiet else INK)

    def _room(self, height: float) -> bool:
        return self.get_y() + height <= self.h - BOTTOM

    def _keep_together(self, height: float) -> None:
        if not self._room(height):
            self.add_page()

    def _wrapped(self, text: str, width: float) -> list[str]:
        lines = self.multi_cell(
            width, 1, text, dry_run=True, output=MethodReturnValue.LINES, align="L"
        )
        return [str(line) for line in lines] if isinstance(lines, list) else [text]

    # ------------------------------------------------------------ the bank's block

    def draw_bank(self) -> None:
        """Where to pay: the block that a payment order is copied from."""
        seller, x, y = self.paper.seller, LEFT, self.get_y()
        named, wide, rows = 16.0, 100.0, (12.0, 6.0, 15.0)
        self.set_line_width(THIN)
        self.rect(x, y, WIDTH, sum(rows))
        self.line(x + wide, y, x + wide, y + sum(rows))
        self.line(x + wide + named, y, x + wide + named, y + sum(rows))
        self.line(x, y + rows[0], x + WIDTH, y + rows[0])
        self.line(x + wide, y + 5.5, x + WIDTH, y + 5.5)
        self.line(x, y + rows[0] + rows[1], x + wide, y + rows[0] + rows[1])
        self.line(x + wide / 2, y + rows[0], x + wide / 2, y + rows[0] + rows[1])
        self._put(x, y + 1, wide, unbroken(seller.bank), 9)
        self._put(x, y + 7.6, wide, "Банк получателя", 7, quiet=True)
        self._put(x + wide, y + 0.6, named, "БИК", 8)
        self._put(x + wide + named, y + 0.6, WIDTH, seller.bik, 9)
        self._put(x + wide, y + 6.4, named, "Сч. №", 8)
        self._put(x + wide + named, y + 6.4, WIDTH, seller.correspondent_account, 9)
        second = y + rows[0]
        self._put(x, second + 0.8, wide / 2, f"ИНН {seller.inn}", 9)
        kpp = f"КПП {seller.kpp}" if seller.kpp else "КПП —"
        self._put(x + wide / 2, second + 0.8, wide / 2, kpp, 9)
        self._put(x + wide, second + 1, named, "Сч. №", 8)
        self._put(x + wide + named, second + 1, WIDTH, seller.account, 9)
        third = second + rows[1]
        self._put(x, third + 1, wide, unbroken(seller.name), 9, lines=2)
        self._put(x, third + 10.6, wide, "Получатель", 7, quiet=True)
        self.set_xy(LEFT, y + sum(rows) + 7)

    def _put(
        self, x: float, y: float, width: float, text: str, size: float,
        *, quiet: bool = False, lines: int = 1,
    ) -> None:  # fmt: skip
        self._text(size, quiet=quiet)
        for place, line in enumerate(self._wrapped(text, width)[:lines]):
            self.set_xy(x, y + place * 4.4)
            self.cell(width, 4.4, line)

    # ------------------------------------------------------------ number, date, parties

    def draw_title(self) -> None:
        """What the document is, with a line under it."""
        self._text(14, bold=True)
        self.multi_cell(
            WIDTH, 7, self.paper.heading, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L"
        )
        if self.paper.subheading:
            self._text(10)
            self.cell(WIDTH, 6, self.paper.subheading, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1)
        self.set_line_width(THICK)
        self.line(LEFT, self.get_y(), LEFT + WIDTH, self.get_y())
        self.ln(3)

    def draw_parties(self) -> None:
        """Who sells, who pays, and for when."""
        for name, text in self.paper.parties:
            self._party(name, text)
        self.ln(2)

    def _party(self, name: str, text: str) -> None:
        self._text(9, quiet=True)
        self.cell(26, 5, name)
        self._text(9, bold=True)
        self.multi_cell(
            WIDTH - 26, 5, unbroken(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.ln(0.8)

    # ------------------------------------------------------------ the table

    def draw_table(self) -> None:
        """All lines; the heading is repeated on every page."""
        self._table_head()
        for line in self.paper.lines:
            self._table_row(line)

    def _table_head(self) -> None:
        self.set_line_width(THIN)
        self.set_fill_color(SHADE)
        self._text(8, bold=True)
        self._row([name for name, _, _ in _COLUMNS], ["C"] * len(_COLUMNS), filled=True)

    def _table_row(self, line: PaperLine) -> None:
        self._text(8)
        cells = _cells(line)
        if not self._room(self._height(cells)):
            self.add_page()
            self._table_head()
            self._text(8)
        self._row(cells, [align for _, _, align in _COLUMNS])

    def _height(self, cells: Sequence[str]) -> float:
        return (
            max(
                len(self._split(text, width))
                for text, (_, width, _) in zip(cells, _COLUMNS, strict=True)
            )
            * 4
            + 2
        )

    def _split(self, text: str, width: float) -> list[str]:
        return [part for line in text.split("\n") for part in self._wrapped(line, width)]

    def _row(self, cells: Sequence[str], aligns: Sequence[Align], *, filled: bool = False) -> None:
        height, x, y = self._height(cells), LEFT, self.get_y()
        for text, align, (_, width, _) in zip(cells, aligns, _COLUMNS, strict=True):
            self.rect(x, y, width, height, style="DF" if filled else "D")
            lines = self._split(text, width)
            top = y + (height - 4 * len(lines)) / 2
            for place, line in enumerate(lines):
                self.set_xy(x, top + 4 * place)
                self.cell(width, 4, line, align=align)
            x += width
        self.set_xy(LEFT, y + height)

    # ------------------------------------------------------------ totals

    def draw_sums(self) -> None:
        """What it comes to, by kind and rate of tax, and the one payable total."""
        rows = self.paper.sums
        self._keep_together(6 * len(rows) + 4)
        self.ln(2)
        for name, amount, bold in rows:
            self._text(9, bold=bold)
            self.cell(WIDTH - 32, 5.4, name, align="R")
            self.cell(32, 5.4, figures(amount), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def draw_in_words(self) -> None:
        """How many lines there are, and the sum in words."""
        self._keep_together(20)
        self.ln(2)
        count, total = len(self.paper.lines), self.paper.total
        self._text(9)
        counted = f"Всего {count} {after_number(count, _POSITIONS)} на сумму {figures(total)} руб."
        if self.paper.payable != total:
            counted = f"{counted}, к оплате {figures(self.paper.payable)} руб."
        self.cell(WIDTH, 5, counted, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._text(9, bold=True)
        self.multi_cell(
            WIDTH,
            5,
            sum_in_words(self.paper.payable),
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        self.ln(1.5)
        self.set_line_width(THICK)
        self.line(LEFT, self.get_y(), LEFT + WIDTH, self.get_y())

    def draw_signatures(self) -> None:
        """Two lines to sign on."""
        self._keep_together(30)
        self.ln(10)
        seller = self.paper.seller
        self._signature("Руководитель", seller.director, 0)
        self._signature("Главный бухгалтер", seller.accountant, WIDTH / 2 + 2)

    def _signature(self, role: str, name: str, offset: float) -> None:
        half, y, x = WIDTH / 2 - 2, self.get_y(), LEFT + offset
        self._text(9, bold=True)
        label = self.get_string_width(role) + 3 * self.c_margin
        self.set_xy(x, y)
        self.cell(label, 5, role)
        self.set_line_width(THIN)
        self.line(x + label, y + 4.6, x + half, y + 4.6)
        self._text(8)
        self.set_xy(x + label, y)
        self.cell(half - label, 4.4, name, align="R")
        self._text(6.5, quiet=True)
        self.set_xy(x + label, y + 5)
        self.cell(half - label, 3.5, "подпись, расшифровка", align="C")
        self.set_xy(LEFT, y)


def _cells(line: PaperLine) -> list[str]:
    divides = line.amount % line.quantity == 0
    quantity = line.quantity if divides else 1
    text = unbroken(line.text)
    name = text if divides else f"{text} ({line.quantity} шт.)"
    period = ""
    if line.first_day and line.last_day:
        period = f"{short_date(line.first_day)} –\n{short_date(line.last_day)}"
    vat = figures(line.vat_amount) if line.vat_kind in (VatKind.TAXED, VatKind.ZERO) else "—"
    return [
        str(line.place),
        name,
        period or "—",
        str(quantity),
        figures(line.amount // quantity),
        figures(line.amount),
        rate_of(line.vat_kind, line.vat_rate),
        vat,
    ]
