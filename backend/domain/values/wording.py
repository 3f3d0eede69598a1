"""Dates and sums as Russian documents write them: «1 мая», «май 2026», «50р.», «50,40р.»."""

from datetime import date

from backend.domain.values.money import KOPECKS_IN_ROUBLE
from backend.domain.values.status import SubscriptionState

_OF_MONTH = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_MONTH = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip


STATE_WORDS = {
    SubscriptionState.PENDING: "ожидает",
    SubscriptionState.TRIAL: "пробный период",
    SubscriptionState.ACTIVE: "активен",
    SubscriptionState.SUSPENDED: "приостановлен",
    SubscriptionState.CANCELLING: "отключается",
    SubscriptionState.ENDED: "завершён",
    SubscriptionState.FAILED: "не подключён",
}


def day_and_month(day: date) -> str:
    """«1 мая»."""
    return f"{day.day} {_OF_MONTH[day.month - 1]}"


def span(first: date, last: date) -> str:
    """«1 мая – 30 мая»."""
    return f"{day_and_month(first)} – {day_and_month(last)}"


def month_and_year(day: date) -> str:
    """«май 2026»."""
    return f"{_MONTH[day.month - 1]} {day.year}"


def full_date(day: date) -> str:
    """«1 мая 2026 г.»."""
    return f"{day_and_month(day)} {day.year} г."


def roubles(kopecks: int) -> str:
    """«50р.», «50,40р.»: kopecks only where there are some."""
    whole, rest = divmod(kopecks, KOPECKS_IN_ROUBLE)
    return f"{whole},{rest:02d}р." if rest else f"{whole}р."
