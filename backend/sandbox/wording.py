"""Russian texts that depend on values: sums, days, charges, states and what became of an act."""

from datetime import date
from typing import Protocol

from backend.sandbox.state import Status

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)

STATUSES = {
    Status.ORDERED: "Оформляется",
    Status.ACTIVE: "Активна",
    Status.SUSPENDED: "Приостановлена: не хватает денег",
    Status.CANCELLING: "Отменена",
    Status.ENDED: "Закончилась",
    Status.FAILED: "Не оформлена",
}

NOTICES = {
    "subscribed": ("good", "Подписка оформлена. Деньги списаны с вашего лицевого счёта."),
    "already": ("good", "Вы уже подписаны на эту программу: второй раз деньги не списаны."),
    "unsubscribed": ("good", "Подписка отменена. Дальше списаний не будет."),
    "oferta": ("bad", "Примите оферту: без этого подписаться нельзя."),
    "no_money": ("bad", "На лицевом счёте не хватает денег. Подписка не оформлена, списаний нет."),
    "unknown_account": ("bad", "Оператор не знает такого лицевого счёта. Подписка не оформлена."),
    "refused": ("bad", "Оператор отказал в списании. Подписка не оформлена."),
    "taken_back": ("bad", "Списание отменено платформой. Подписка не оформлена, деньги на месте."),
    "unanswered": ("bad", "Оператор сейчас не отвечает. Подписка не оформлена, попробуйте позже."),
    "in_progress": (
        "wait",
        "Ждём ответа оператора. Запрос повторится сам, деньги спишутся не больше одного раза.",
    ),
    "not_sold": ("bad", "Эта программа больше не продаётся."),
    "bundle": ("bad", "Эта программа входит в пакет и отдельно не отключается."),
    "no_subscription": ("bad", "Такой подписки нет или она уже закончилась."),
}
"""Code of what became of an act → its colour and the text for the subscriber."""

REFUSALS = {
    "bad_link": "Ссылка неполная или испорчена.",
    "bad_account": "В ссылке недопустимый номер лицевого счёта.",
    "bad_sign": "Подпись ссылки не сходится.",
    "expired": "Срок действия ссылки истёк.",
    "from_the_future": "Ссылка подписана временем, которое ещё не наступило.",
    "replayed": "По этой ссылке уже входили, второй раз она не действует.",
    "wrong_audience": "Ссылка выдана для другой платформы.",
    "wrong_issuer": "Ссылка выдана не тем оператором.",
    "unknown_path": "Ссылка ведёт на неизвестную страницу.",
    "no_key": "Платформе не сообщён ключ проверки ссылок: задайте verification_key.",
    "no_secret": "Платформе не сообщён секрет витрины: задайте storefront_secret.",
    "session_expired": "Сеанс закончился.",
    "not_for_operators": "Сотрудник оператора может только смотреть.",
    "anonymous": "Подписаться можно, войдя из личного кабинета.",
    "not_found": "Такой страницы нет.",
    "down": "Платформа временно не работает.",
    "cross_origin": "Управлять песочницей можно только с её собственной страницы.",
    "bad_request": "Запрос не понят.",
    "internal": "Что-то сломалось внутри платформы.",
}


class Charged(Protocol):
    """What is charged: a sum and the days that it pays for, both inclusive."""

    amount: int
    period_start: date | None
    period_end: date | None


def roubles(kopecks: int) -> str:
    """A sum as protocols have it: ``50.00``."""
    return f"{kopecks // 100}.{kopecks % 100:02}"


def price(kopecks: int) -> str:
    """A sum as the bulletin has it: ``50р.``, ``49,90р.``."""
    whole, rest = divmod(kopecks, 100)
    return f"{whole},{rest:02}р." if rest else f"{whole}р."


def day(value: date) -> str:
    """``30 мая``."""
    return f"{value.day} {_MONTHS[value.month - 1]}"


def charge_text(title: str, charged: Charged) -> str:
    """``Антивирус Касперского, 1 мая – 30 мая, 50р.``."""
    if charged.period_start is None or charged.period_end is None:
        return title
    days = f"{day(charged.period_start)} – {day(charged.period_end)}"
    return f"{title}, {days}, {price(charged.amount)}"
