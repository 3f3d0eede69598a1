"""Averages and shares in reports. What is divided by nothing has no value, and not the value 0."""

from backend.domain.values.rounding import half_up
from backend.domain.values.vat import WHOLE


def average(total: int, many: int) -> int | None:
    """Kopecks for each of ``many``; halves away from zero, so that what is given back rounds as
    what was taken."""
    if many == 0:
        return None
    rounded = half_up(abs(total), many)
    return rounded if total >= 0 else -rounded


def share(part: int, whole: int) -> int | None:
    """``part`` of ``whole`` in basis points."""
    return half_up(part * WHOLE, whole) if whole else None
