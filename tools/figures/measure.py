"""How wide a text is, in the font that is wider than those that readers have."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fpdf import FPDF

FOLDER = Path(__file__).resolve().parents[2] / "backend" / "documents" / "typefaces"


def width(text: str, size: int, *, bold: bool = False) -> float:
    """In pixels at this size. DejaVu Sans is wide: what fits in it fits in Arial or Segoe, too."""
    return _font(size, bold).get_string_width(text)


def wrapped(text: str, size: int, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines of whole words, as even as their number allows. A word wider than the room is refused:
    say it otherwise, it would stick out."""
    words = text.split(" ")
    for word in words:
        if width(word, size, bold=bold) > room:
            raise ValueError(f"{word!r} is wider than {room:.0f} pixels")
    lines = list(_filled(words, size, room, bold=bold))
    narrower = room
    while len(lines) > 1 and narrower > room / 2:
        narrower -= 4
        if any(width(word, size, bold=bold) > narrower for word in words):
            break
        tried = list(_filled(words, size, narrower, bold=bold))
        if len(tried) > len(lines):
            break
        lines = tried
    return tuple(lines)


def _filled(words: list[str], size: int, room: float, *, bold: bool) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        longer = f"{line} {word}"
        if width(longer, size, bold=bold) > room:
            yield line
            line = word
        else:
            line = longer
    yield line


@cache
def _font(size: int, bold: bool) -> FPDF:
    """A document that is never written: it knows the font's metrics."""
    measuring = FPDF(unit="pt")
    measuring.add_font(
        "figure", fname=FOLDER / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    )
    measuring.set_font("figure", size=size)
    return measuring
