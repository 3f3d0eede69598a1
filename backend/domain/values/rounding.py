"""The one place where a fraction of a kopeck is decided: half up."""

from backend.domain.values.money import KOPECKS_IN_ROUBLE


def half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` as a whole number, halves upwards. Both are not negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def to_rouble(kopecks: int) -> int:
    """The sum rounded to whole roubles, half up, still in kopecks: an operator's option."""
    return half_up(kopecks, KOPECKS_IN_ROUBLE) * KOPECKS_IN_ROUBLE
