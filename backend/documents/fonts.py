"""The typefaces that travel with the product, so that Cyrillic looks the same everywhere."""

from pathlib import Path

from fpdf import FPDF

FAMILY = "DejaVu"

_FOLDER = Path(__file__).parent / "typefaces"


def add_fonts(pdf: FPDF) -> None:
    """Let the document use the family, regular and bold; only the letters used are embedded."""
    pdf.add_font(FAMILY, "", _FOLDER / "DejaVuSans.ttf")
    pdf.add_font(FAMILY, "B", _FOLDER / "DejaVuSans-Bold.ttf")
