"""Draw the layers of the house."""

from tools.figures.canvas import LINE, SIZE, SMALL, Canvas
from tools.figures.measure import wrapped
from tools.figures.source import House, Layer

_WIDE, _SIDE, _MARGIN, _GAP, _RULE = 980, 150, 12, 10, 150


def draw(figure: House, lang: str) -> str:
    """The SVG."""
    canvas = Canvas(_WIDE)
    top = y = float(_MARGIN)
    for layer in figure.layers:
        y = _storey(canvas, layer, y) + _GAP
    canvas.fall(_WIDE - _RULE + 6, top, y - _GAP)
    rule = wrapped(figure.rule, SMALL, _RULE - 34)
    middle = (top + y - len(rule) * LINE) / 2
    canvas.lines(_WIDE - _RULE + 20, middle, rule, "soft", "start")
    about = " ".join(
        f"{layer.text}: {'; '.join(f'{name} ({text})' for name, text in layer.rooms)}."
        for layer in figure.layers
    )
    return canvas.document(y - _GAP + _MARGIN, lang, figure.title, f"{figure.rule}. {about}")


def _storey(canvas: Canvas, layer: Layer, y: float) -> float:
    """One layer; returns its lower edge."""
    room = (_WIDE - _SIDE - _RULE - _GAP) / len(layer.rooms)
    side = wrapped(layer.text, SIZE, _SIDE - 24, bold=True)
    texts = [
        (wrapped(name, SIZE, room - 26, bold=True), wrapped(text, SMALL, room - 26))
        for name, text in layer.rooms
    ]
    high = max(LINE * max(len(side), *(len(names + said) for names, said in texts)) + 16, 56)
    canvas.lines(_MARGIN, y + (high - LINE * len(side)) / 2 - 1, side, "ink bold", "start")
    for place, (names, said) in enumerate(texts):
        x = _SIDE + place * room
        canvas.box(x, y, room - _GAP, high, "actor")
        at = y + (high - LINE * len(names + said)) / 2 - 1
        at = canvas.lines(x + (room - _GAP) / 2, at, names, "ink bold")
        canvas.lines(x + (room - _GAP) / 2, at, said, "soft")
    return y + high
