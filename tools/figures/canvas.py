"""A sheet of SVG: boxes, lines and texts, in colours for light and for dark."""

from collections.abc import Iterable
from html import escape

from tools.figures.measure import width

SIZE, SMALL, LINE = 15, 13, 20
"""Pixels: of a text, of a small one, from line to line."""

# class → (light, dark); the figures bring their own paper, so that either is readable anywhere.
_FILLS = {
    "paper": ("#ffffff", "#0d1117"),
    "actor": ("#e7f0fa", "#16304d"),
    "note": ("#fff6dc", "#3a2f10"),
    "part": ("#eef0f2", "#1f252d"),
    "ink": ("#1b1f24", "#e6edf3"),
    "soft": ("#50585f", "#a9b4bf"),
}
_STROKES = {
    "actor": ("#3b6ea8", "#6ea8e6"),
    "note": ("#b98a1b", "#c9a13b"),
    "part": ("none", "none"),
    "thread": ("#9aa4ae", "#59636e"),
    "arrow": ("#1b1f24", "#e6edf3"),
}
_FONT = (
    "text{font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans','Liberation Sans',"
    f"sans-serif;font-size:{SIZE}px}}"
    ".bold{font-weight:600}"
    f".soft,.code{{font-size:{SMALL}px}}"
    ".code{font-family:ui-monospace,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace}"
)


class Canvas:
    """What is drawn, in order; y grows downwards, everything is in pixels."""

    def __init__(self, wide: int) -> None:
        self.wide = wide
        self._parts: list[str] = []

    def box(self, x: float, y: float, wide: float, high: float, kind: str) -> None:
        """A rectangle with soft corners; the lines of a text go into it with ``lines``."""
        round_ = 0 if kind == "paper" else 6
        self._parts.append(
            f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" '
            f'rx="{round_}"/>'
        )

    def lines(
        self, x: float, y: float, texts: Iterable[str], kind: str = "ink", anchor: str = "middle"
    ) -> float:
        """Lines of text from the top ``y`` on; returns where the next one would begin."""
        for text in texts:
            self._parts.append(
                f'<text class="{kind}" x="{x:g}" y="{y + SIZE:g}" text-anchor="{anchor}">'
                f"{escape(text)}</text>"
            )
            y += LINE
        return y

    def clear(self, x: float, y: float, texts: Iterable[str], size: int = SIZE) -> None:
        """Paper behind centred lines, where a thread would run through them."""
        for text in texts:
            wide = width(text, size) + 8
            self.box(x - wide / 2, y, wide, LINE, "paper")
            y += LINE

    def thread(self, x: float, top: float, bottom: float) -> None:
        """The thin line of somebody who takes part."""
        self._parts.append(f'<path class="thread" d="M{x:g} {top:g}V{bottom:g}"/>')

    def arrow(self, start: float, end: float, y: float, *, dashed: bool = False) -> None:
        """From one thread to another; dashed is an answer."""
        ahead = 1 if end > start else -1
        tip = end - ahead * 2
        kind = "arrow dashed" if dashed else "arrow"
        self._parts.append(f'<path class="{kind}" d="M{start:g} {y:g}H{tip - ahead * 8:g}"/>')
        self._parts.append(f'<path class="ink" d="M{tip:g} {y:g}l{-ahead * 11:g} -5v10z"/>')

    def fall(self, x: float, top: float, bottom: float) -> None:
        """An arrow downwards."""
        self._parts.append(f'<path class="arrow" d="M{x:g} {top:g}V{bottom - 10:g}"/>')
        self._parts.append(f'<path class="ink" d="M{x:g} {bottom - 2:g}l-5 -11h10z"/>')

    def document(self, high: float, lang: str, title: str, about: str) -> str:
        """The file; ``about`` tells in words what is drawn, for whoever does not see it."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.wide:g} {high:g}" '
            f'width="{self.wide:g}" height="{high:g}" lang="{lang}" role="img" '
            'aria-labelledby="title about">'
        )
        paper = f'<rect class="paper" width="{self.wide:g}" height="{high:g}"/>'
        return "\n".join(
            [
                head,
                f'<title id="title">{escape(title)}</title>',
                f'<desc id="about">{escape(about)}</desc>',
                f"<style>{_style()}</style>",
                paper,
                *self._parts,
                "</svg>\n",
            ]
        )


def _style() -> str:
    light, dark = (_colours(which) for which in (0, 1))
    plain = (
        "path{stroke-width:1.5;fill:none}path.ink{stroke:none}rect.actor,rect.note{stroke-width:1}"
        ".thread{stroke-dasharray:2 4}.dashed{stroke-dasharray:6 4}"
    )
    return f"{_FONT}{plain}{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _colours(which: int) -> str:
    fills = "".join(
        f"{'.' if kind in {'ink', 'soft'} else 'rect.'}{kind}{{fill:{pair[which]}}}"
        for kind, pair in _FILLS.items()
    )
    code = f".code{{fill:{_FILLS['soft'][which]}}}path.ink{{fill:{_FILLS['ink'][which]}}}"
    return (
        fills
        + code
        + "".join(f".{kind}{{stroke:{pair[which]}}}" for kind, pair in _STROKES.items())
    )
