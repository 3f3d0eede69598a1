"""All reports there are."""

from collections.abc import Mapping

from backend.domain.services.reporting.columns import Column, Kind
from backend.domain.services.reporting.report import Filter, Report, ReportName, Span

_MONTH = Column("month", "Месяц", Kind.MONTH)
_ACCOUNT = Column("account", "Лицевой счёт")
_HOLDER = Column("holder", "Абонент")
_INTEGRATOR = Column("integrator", "Платформа")
_PRODUCT = Column("product", "Код продукта")
_PRODUCT_TITLE = Column("product_title", "Продукт")
_FIRST_DAY = Column("first_day", "Первый день", Kind.DAY)
_LAST_DAY = Column("last_day", "Последний день", Kind.DAY)
_GOODS = (_INTEGRATOR, _PRODUCT, _PRODUCT_TITLE)
_SUMS = (
    Column("charged", "Начислено", Kind.MONEY),
    Column("given_back", "Возвращено", Kind.MONEY),
    Column("gross", "Выручка с НДС", Kind.MONEY),
    Column("vat", "НДС", Kind.MONEY),
    Column("net", "Выручка без НДС", Kind.MONEY),
)

_ALL = (
    Report(
        name=ReportName.STATES,
        title="Подписки по продуктам и состояниям",
        about="How many subscriptions of which product are in which state.",
        span=Span.POINT,
        columns=(
            *_GOODS,
            Column("state", "Состояние", Kind.WORD),
            Column("subscriptions", "Подписок", Kind.COUNT),
        ),
    ),
    Report(
        name=ReportName.SUBSCRIPTIONS,
        title="Подписки абонентов",
        about="Who has what, until when, and how it stands. The term is that of the latest charge "
        "that stands.",
        span=Span.POINT,
        is_long=True,
        columns=(
            _HOLDER,
            _PRODUCT_TITLE,
            Column("term", "Срок"),
            Column("state", "Статус", Kind.WORD),
            _ACCOUNT,
            _INTEGRATOR,
            _PRODUCT,
            _FIRST_DAY,
            _LAST_DAY,
            Column("subscription", "Подписка"),
        ),
    ),
    Report(
        name=ReportName.CHARGES,
        title="Начисления и возвраты",
        about="Every charge, reversal and refund of the days, as it was recorded. What is given "
        "back is below zero.",
        span=Span.DAYS,
        is_long=True,
        columns=(
            Column("day", "День", Kind.DAY),
            Column("recorded_at", "Записано", Kind.INSTANT),
            Column("kind", "Движение", Kind.WORD),
            _ACCOUNT,
            _HOLDER,
            *_GOODS,
            Column("text", "Текст"),
            Column("amount", "Сумма", Kind.MONEY),
            Column("vat", "НДС", Kind.MONEY),
            _FIRST_DAY,
            _LAST_DAY,
            Column("given_back", "Из неё возвращено", Kind.MONEY),
            Column("external_id", "Операция платформы"),
            Column("charge", "Начисление"),
        ),
    ),
    Report(
        name=ReportName.REVENUE,
        title="Выручка",
        about="What was charged and given back, by months, platforms and products, with the tax "
        "apart. What is given back counts in the month in which it was.",
        span=Span.DAYS,
        columns=(_MONTH, *_GOODS, Column("charges", "Начислений", Kind.COUNT), *_SUMS),
    ),
    Report(
        name=ReportName.ARPU,
        title="Выручка на абонента",
        about="Revenue without tax for each account that was served in the month, and for each "
        "that paid.",
        span=Span.MONTHS,
        columns=(
            _MONTH,
            Column("net", "Выручка без НДС", Kind.MONEY),
            Column("subscribers", "Абонентов", Kind.COUNT),
            Column("payers", "Платящих", Kind.COUNT),
            Column("arpu", "На абонента", Kind.MONEY),
            Column("arppu", "На платящего", Kind.MONEY),
        ),
    ),
    Report(
        name=ReportName.CONVERSION,
        title="Пробные периоды",
        about="What became of the trials that began in a month, as far as it is known.",
        span=Span.MONTHS,
        columns=(
            _MONTH,
            *_GOODS,
            Column("trials", "Начато", Kind.COUNT),
            Column("paid", "Оплачено", Kind.COUNT),
            Column("going_on", "Продолжаются", Kind.COUNT),
            Column("lost", "Не оплачено", Kind.COUNT),
            Column("conversion", "Конверсия", Kind.SHARE),
        ),
    ),
    Report(
        name=ReportName.CHURN,
        title="Отток",
        about="Living subscriptions at the month's start and end, and what came between. The "
        "churn is those that ended for each one at the start.",
        span=Span.MONTHS,
        columns=(
            _MONTH,
            *_GOODS,
            Column("at_start", "На начало", Kind.COUNT),
            Column("begun", "Подключено", Kind.COUNT),
            Column("ended", "Отключено", Kind.COUNT),
            Column("moved", "Сменили продукт", Kind.COUNT),
            Column("at_end", "На конец", Kind.COUNT),
            Column("churn", "Отток", Kind.SHARE),
        ),
    ),
    Report(
        name=ReportName.REFUSALS,
        title="Отказы из-за нехватки денег",
        about="Operations that were declined, and subscriptions that were suspended, because the "
        "account had not enough money.",
        span=Span.DAYS,
        takes=frozenset({Filter.ACCOUNT, Filter.INTEGRATOR}),
        is_long=True,
        columns=(
            Column("at", "Когда", Kind.INSTANT),
            Column("kind", "Что", Kind.WORD),
            _ACCOUNT,
            _HOLDER,
            _INTEGRATOR,
            _PRODUCT_TITLE,
            Column("external_id", "Операция платформы"),
            Column("amount", "Сумма", Kind.MONEY),
            Column("available", "Было доступно", Kind.MONEY),
        ),
    ),
    Report(
        name=ReportName.SETTLEMENT,
        title="Расчёт с платформой",
        about="What a platform's products brought in, its share by the agreement of the day of "
        "each charge, and ours.",
        span=Span.MONTHS,
        takes=frozenset({Filter.INTEGRATOR}),
        needs=frozenset({Filter.INTEGRATOR}),
        columns=(
            _MONTH,
            Column("agreement", "Договор с", Kind.DAY),
            Column("document", "Основание"),
            Column("base", "Доля от", Kind.WORD),
            Column("share", "Доля", Kind.SHARE),
            *_SUMS,
            Column("partner", "Платформе", Kind.MONEY),
            Column("ours", "Оператору", Kind.MONEY),
        ),
    ),
)

REPORTS: Mapping[ReportName, Report] = {report.name: report for report in _ALL}
