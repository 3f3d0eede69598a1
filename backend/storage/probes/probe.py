"""A probe, and what it finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``examined`` rows were looked at, ``broken`` of them break the rule."""

    name: str
    rule: str
    examined: int
    broken: int

    @property
    def ok(self) -> bool:
        """Whether the rule holds."""
        return self.broken == 0


@dataclass(frozen=True, slots=True)
class Probe:
    """A rule in words, and a query that answers (examined, broken)."""

    name: str
    rule: str
    query: str
