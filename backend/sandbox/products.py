"""What the platforms sell. Prices are kopecks for thirty days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

PAID_DAYS = 30
_HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """``activation`` is how long the vendor takes; a ``bundle_part`` cannot be cancelled alone."""

    key: str
    title: str
    vendor: str
    price: int
    group: str
    tiny: str
    full: str
    archived: bool = False
    bundle_part: bool = False
    activation: timedelta = timedelta(0)

    @property
    def conditions(self) -> str:
        """What it costs and for how long, in a sentence."""
        leaving = (
            "Часть пакета: отдельно не отключается."
            if self.bundle_part
            else "Отключить можно в любой день: оплаченные дни доработают."
        )
        return f"1 мес. ({PAID_DAYS} дней), вперёд с лицевого счёта, продлевается сама. {leaving}"

    @property
    def oferta(self) -> str:
        """The offer that a subscriber has to accept."""
        return (
            f"Учебная оферта. Правообладатель ({self.vendor}) предоставляет простую "
            f"неисключительную лицензию на «{self.title}» на {PAID_DAYS} дней. Плата списывается "
            "с лицевого счёта у оператора связи вперёд за каждый период. При нехватке денег "
            "программа приостанавливается, через 30 дней подписка заканчивается."
        )


def _full(*paragraphs: str) -> str:
    return "".join(f"<p>{each}</p>" for each in paragraphs)


_RENTSOFT = (
    Product(
        key="kav",
        title="Антивирус Касперского",
        vendor="АО «Лаборатория Касперского»",
        price=5_000,
        group="Антивирусы",
        tiny="Защита одного компьютера от вирусов.",
        full=_full("Проверяет файлы, почту и <b>страницы в Интернете</b>.", "Для одного ПК."),
    ),
    Product(
        key="drweb",
        title="Dr.Web Security Space",
        vendor="ООО «Доктор Веб»",
        price=7_900,
        group="Антивирусы",
        tiny="Антивирус, брандмауэр и родительский контроль.",
        full=_full("Комплексная защита для <em>одного компьютера</em> и телефона."),
        activation=_HALF_AN_HOUR,
    ),
    Product(
        key="r7",
        title="Р7-Офис. Домашний",
        vendor="АО «Р7»",
        price=9_990,
        group="Офис",
        tiny="Тексты, таблицы и презентации дома.",
        full=_full("Открывает документы всех привычных форматов."),
    ),
    Product(
        key="safe-kids",
        title="Kaspersky Safe Kids (часть пакета)",
        vendor="АО «Лаборатория Касперского»",
        price=3_000,
        group="Родительский контроль",
        tiny="Безопасность детей; отключается только вместе с пакетом.",
        full=_full("Где ребёнок и что он смотрит."),
        bundle_part=True,
    ),
    Product(
        key="nod32",
        title="NOD32 Антивирус",
        vendor="ESET",
        price=6_000,
        group="Антивирусы",
        tiny="Больше не продаётся.",
        full=_full("Снят с продажи; прежние подписки работают."),
        archived=True,
    ),
)
_RELANS = (
    Product(
        key="drweb-mobile",
        title="Dr.Web Mobile Security",
        vendor="ООО «Доктор Веб»",
        price=2_500,
        group="Антивирусы",
        tiny="Защита телефона.",
        full=_full("Антивирус и антивор для <b>Android</b>."),
    ),
    Product(
        key="pro32",
        title="PRO32 Ultimate Security",
        vendor="ООО «ПРО32»",
        price=8_900,
        group="Антивирусы",
        tiny="Защита трёх устройств.",
        full=_full("Компьютер, телефон и роутер.", "Ключ приходит в течение получаса."),
        activation=_HALF_AN_HOUR,
    ),
    Product(
        key="litres",
        title="Книги по подписке",
        vendor="ООО «ЛитРес»",
        price=39_900,
        group="Книги",
        tiny="Читать и слушать без ограничений.",
        full=_full("Приложение для телефона и читалки."),
    ),
    Product(
        key="vpn-part",
        title="Защищённое соединение (часть пакета)",
        vendor="ООО «ПРО32»",
        price=1_500,
        group="Безопасность",
        tiny="Отключается только вместе с пакетом.",
        full=_full("Шифрует открытые сети Wi-Fi."),
        bundle_part=True,
    ),
    Product(
        key="disk",
        title="Облачный диск 2013",
        vendor="Архивная студия",
        price=1_000,
        group="Хранение",
        tiny="Больше не продаётся.",
        full=_full("Снят с продажи."),
        archived=True,
    ),
)

PRODUCTS: Mapping[str, Mapping[str, Product]] = {
    "rentsoft": {each.key: each for each in _RENTSOFT},
    "relans": {each.key: each for each in _RELANS},
}
"""Platform → key → product, in the order of the storefront."""
