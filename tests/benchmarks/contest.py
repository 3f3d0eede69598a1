"""Contestants take turns, so that a noisy neighbour disturbs all of them alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.cpu import Meter, Work


@dataclass(frozen=True, slots=True)
class Run:
    """What a contestant did: items in so many seconds, and the processor time that it knows of."""

    items: int
    seconds: float
    work: Work = field(default_factory=Work)

    @property
    def rate(self) -> float:
        """Items per second."""
        return self.items / self.seconds

    @property
    def work_per_item(self) -> float:
        """Seconds of processor time per item, of everybody who took part."""
        return self.work.total / self.items


Contestant = Callable[[float], Run]
"""Runs for so many seconds."""


@dataclass(frozen=True, slots=True)
class Contest:
    """The runs of all contestants, one for every round."""

    runs: Mapping[str, Sequence[Run]]

    def ratios(self, name: str, base: str) -> list[float]:
        """How many times as fast as another, in every round."""
        pairs = zip(self.runs[name], self.runs[base], strict=True)
        return [one.rate / other.rate for one, other in pairs]

    def work_ratio(self, name: str, base: str) -> float:
        """The same by processor time: what the ratio is where nobody else uses the machine."""
        pairs = zip(self.runs[name], self.runs[base], strict=True)
        return median(other.work_per_item / one.work_per_item for one, other in pairs)

    def rate(self, name: str) -> float:
        """Items per second, the median of the rounds."""
        return median(run.rate for run in self.runs[name])

    def microseconds(self, name: str) -> tuple[float, float, float]:
        """Processor time per item of clients, servers and PostgreSQL, medians of the rounds."""
        per_item = [(run.work, run.items / 1e6) for run in self.runs[name]]
        return (
            median(work.clients / items for work, items in per_item),
            median(work.servers / items for work, items in per_item),
            median(work.postgres / items for work, items in per_item),
        )


def hold(
    contestants: Mapping[str, Contestant], meter: Meter, *, rounds: int, seconds: float
) -> Contest:
    """Let each run in every round, every second round in reverse order."""
    runs: dict[str, list[Run]] = {name: [] for name in contestants}
    for place in range(rounds):
        order = list(contestants)
        for name in order if place % 2 == 0 else reversed(order):
            before = meter.read()
            run = contestants[name](seconds)
            work = run.work + (meter.read() - before)
            runs[name].append(Run(run.items, run.seconds, work))
    return Contest(runs)


_HEADER = (
    ("", "ratio", "rounds", "by CPU", "target", "met"),
    ("items/s", "client", "server", "database"),
)


@dataclass(slots=True)
class Table:
    """One printed table: ratios first, absolute figures as of this machine."""

    title: str = ""
    notes: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, contest: Contest, name: str, base: str, *, target: float | None = None) -> None:
        """A line about a contestant against a base."""
        ratios = contest.ratios(name, base)
        ratio = median(ratios)
        self.rows.append(
            (
                name,
                f"{ratio:.2f} x {base}",
                f"{min(ratios):.2f}-{max(ratios):.2f}",
                f"{contest.work_ratio(name, base):.2f}",
                "" if target is None else f"{target:.2f}",
                "" if target is None else ("yes" if ratio >= target else "NO"),
                f"{contest.rate(name):,.0f}",
                *(f"{each:,.0f}" for each in contest.microseconds(name)),
            )
        )

    def lines(self) -> list[str]:
        """The table as text."""
        ratios, figures = _HEADER
        rows = [(*ratios, *figures), *self.rows]
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        written = [
            "  ".join(
                cell.ljust(width) if place < 2 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in rows
        ]
        start = len("  ".join(" " * width for width in widths[: len(ratios)])) + 2
        over = " " * start + "on this machine: rate, and µs of CPU per item"
        line = "-" * len(written[0])
        return [self.title, line, over, written[0], line, *written[1:], line, *self.notes]
