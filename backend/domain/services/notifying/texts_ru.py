"""The built-in texts in Russian. ``BODY``: where the particulars of a mail go."""

from collections.abc import Mapping

from backend.domain.notice import NoticeKind

HOW_TO_PAY = "Пополните лицевой счёт {account} любым привычным способом."

FRAME = """\
Здравствуйте!

BODY

Лицевой счёт {account}. Подробности и выбор уведомлений — в личном кабинете: {cabinet}

{operator}"""

MAIL: Mapping[NoticeKind, tuple[str, str]] = {
    NoticeKind.COMING_DEBIT: (
        "{date} спишется {amount}",
        """\
{date} с вашего счёта спишется {amount}:

{lines}

{funds}

{how_to_pay}""",
    ),
    NoticeKind.DEBIT_DONE: (
        "Списано {amount}",
        """\
{date} с вашего счёта списано {amount}:

{lines}""",
    ),
    NoticeKind.MONEY_REFUSED: (
        "Не хватило денег: {amount}",
        """\
{date} не удалось списать {amount} ({platform}). {funds}

{how_to_pay}""",
    ),
    NoticeKind.SUSPENDED: (
        "Приостановлено: {product}",
        """\
{date} приостановлена подписка «{product}». {why}

{how_to_pay}""",
    ),
    NoticeKind.RESUMED: (
        "Снова работает: {product}",
        "{date} возобновлена подписка «{product}». Спасибо, что остаётесь с нами.",
    ),
    NoticeKind.TRIAL_ENDING: (
        "Пробный период заканчивается: {product}",
        """\
Пробный период подписки «{product}» заканчивается. {date} за неё впервые спишется {amount}.

Если она больше не нужна, отключите её до этого дня в личном кабинете.""",
    ),
    NoticeKind.PRICE_CHANGE: (
        "Новая цена с {date}: {product}",
        """\
С {date} подписка «{product}» будет стоить {new_price} за период вместо {old_price}.

Если новая цена не подходит, отключите подписку в личном кабинете.""",
    ),
    NoticeKind.ADVANCE_INVOICE: (
        "Счёт № {number} на {payable}",
        """\
Выставлен счёт № {number} за период с {date}: начислено будет {amount}, к оплате {payable}.

{how_to_pay}

Счёт можно скачать в личном кабинете.""",
    ),
}

SHORT: Mapping[NoticeKind, str] = {
    NoticeKind.COMING_DEBIT: (
        "{date} с лицевого счёта {account} спишется {amount}. {shortage} {how_to_pay}"
    ),
    NoticeKind.DEBIT_DONE: "С лицевого счёта {account} списано {amount}.",
    NoticeKind.MONEY_REFUSED: (
        "Не удалось списать {amount} с лицевого счёта {account}. {shortage} {how_to_pay}"
    ),
    NoticeKind.SUSPENDED: "Приостановлена подписка «{product}». {why} {how_to_pay}",
    NoticeKind.RESUMED: "Возобновлена подписка «{product}».",
    NoticeKind.TRIAL_ENDING: (
        "Пробный период «{product}» заканчивается: {date} спишется {amount}. Отключить: {cabinet}"
    ),
    NoticeKind.PRICE_CHANGE: (
        "С {date} «{product}» стоит {new_price} вместо {old_price}. Подробности: {cabinet}"
    ),
    NoticeKind.ADVANCE_INVOICE: (
        "Счёт № {number}: к {date} нужно оплатить {payable}. {how_to_pay}"
    ),
}

FUNDS = "Доступно {available}. {shortage}"
SHORTAGE = "Не хватает {missing}."
NO_SHORTAGE = "Денег хватает."
WHY_MONEY = "Не хватило денег."
WHY_PLATFORM = "Так решил поставщик."
