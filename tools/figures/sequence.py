"""Draw who tells whom what."""

from collections.abc import Iterator

from tools.figures.canvas import LINE, SIZE, SMALL, Canvas
from tools.figures.measure import wrapped
from tools.figures.source import Actor, Arrow, Note, Part, Sequence, Step

_COLUMN = {2: 320, 3: 290, 4: 245, 5: 215}
"""The width of a column in pixels, by the number of actors."""
_MARGIN, _GAP = 12, 14
_MONO = 0.62  # of the size: a sign of the wire's names, in the widest of their fonts


def draw(figure: Sequence, lang: str) -> str:
    """The SVG."""
    return _Drawing(figure).drawn(lang)


class _Drawing:
    def __init__(self, figure: Sequence) -> None:
        self._figure = figure
        self._column = _COLUMN[len(figure.actors)]
        self._canvas = Canvas(self._column * len(figure.actors) + 2 * _MARGIN)

    def drawn(self, lang: str) -> str:
        high = max(self._heights())
        bottom = _MARGIN + high + sum(self._height(step) for step in self._figure.steps) + _GAP
        for place in range(len(self._figure.actors)):
            self._canvas.thread(self._x(place), _MARGIN + high, bottom)
        self._heads(_MARGIN, high)
        y = _MARGIN + float(high)
        for step in self._figure.steps:
            self._step(step, y)
            y += self._height(step)
        self._heads(bottom, high)
        about = " ".join(_told(self._figure))
        return self._canvas.document(bottom + high + _MARGIN, lang, self._figure.title, about)

    def _x(self, place: float) -> float:
        return _MARGIN + self._column * (place + 0.5)

    def _heads(self, y: float, high: float) -> None:
        for place, actor in enumerate(self._figure.actors):
            self._canvas.box(
                self._x(place) - self._column / 2 + 8, y, self._column - 16, high, "actor"
            )
            names, roles = self._head(actor)
            at = y + (high - LINE * len(names + roles)) / 2 - 1
            at = self._canvas.lines(self._x(place), at, names, "ink bold")
            self._canvas.lines(self._x(place), at, roles, "soft")

    def _head(self, actor: Actor) -> tuple[tuple[str, ...], tuple[str, ...]]:
        room = self._column - 32
        roles = wrapped(actor.role, SMALL, room) if actor.role else ()
        return wrapped(actor.name, SIZE, room, bold=True), roles

    def _heights(self) -> Iterator[int]:
        for actor in self._figure.actors:
            names, roles = self._head(actor)
            yield LINE * len(names + roles) + 14

    def _lines(self, step: Step) -> tuple[str, ...]:
        if isinstance(step, Part):
            return wrapped(step.text, SIZE, self._canvas.wide - 60, bold=True)
        if isinstance(step, Note):
            return wrapped(step.text, SIZE, self._note_width(step) - 20)
        return wrapped(step.text, SIZE, abs(step.end - step.start) * self._column - 30)

    def _note_width(self, note: Note) -> float:
        return (note.last - note.first + 1) * self._column - 16

    def _height(self, step: Step) -> int:
        high = LINE * len(self._lines(step))
        if isinstance(step, Part):
            return high + 14 + 2 * _GAP
        if isinstance(step, Note):
            return high + 14 + _GAP
        return high + (LINE if step.code else 0) + 8 + _GAP

    def _step(self, step: Step, y: float) -> None:
        lines = self._lines(step)
        if isinstance(step, Part):
            self._canvas.box(
                _MARGIN,
                y + 2 * _GAP,
                self._canvas.wide - 2 * _MARGIN,
                LINE * len(lines) + 12,
                "part",
            )
            self._canvas.lines(_MARGIN + 14, y + 2 * _GAP + 5, lines, "ink bold", "start")
        elif isinstance(step, Note):
            wide = self._note_width(step)
            middle = self._x((step.first + step.last) / 2)
            self._canvas.box(middle - wide / 2, y + _GAP, wide, LINE * len(lines) + 12, "note")
            self._canvas.lines(middle, y + _GAP + 5, lines)
        else:
            self._arrow(step, y + _GAP, lines)

    def _arrow(self, step: Arrow, y: float, lines: tuple[str, ...]) -> None:
        middle = self._x((step.start + step.end) / 2)
        far = abs(step.end - step.start) > 1
        if step.code and len(step.code) * SMALL * _MONO > self._room(step):
            raise ValueError(f"{step.code!r} is too wide")
        if far:
            self._canvas.clear(middle, y, lines)
        y = self._canvas.lines(middle, y, lines)
        if step.code:
            if far:
                self._canvas.clear(middle, y, (step.code,))
            y = self._canvas.lines(middle, y, (step.code,), "code")
        self._canvas.arrow(self._x(step.start), self._x(step.end), y + 5, dashed=step.answer)

    def _room(self, step: Arrow) -> int:
        return abs(step.end - step.start) * self._column - 24


def _told(figure: Sequence) -> Iterator[str]:
    """The steps in words: ``1. Platform → Vitrina: charge. …``."""
    names = [actor.name for actor in figure.actors]
    for number, step in enumerate(figure.steps, 1):
        if isinstance(step, Part):
            told = step.text
        elif isinstance(step, Note):
            told = f"{names[step.first]}: {step.text}"
        else:
            code = f" ({step.code})" if step.code else ""
            told = f"{names[step.start]} → {names[step.end]}: {step.text}{code}"
        yield f"{number}. {told}{'' if told[-1] in '.?!' else '.'}"
