"""What the demonstration sells: the operator's Internet and programs, with templates and prices."""

from contextlib import suppress
from datetime import date

from backend.cli.demo_data import KASPERSKY
from backend.container import Container
from backend.domain.errors import VitrinaError
from backend.domain.services.catalogue.publish_offer import NewOffer, publish_offer
from backend.domain.services.catalogue.register_product import NewRegistration, register_product
from backend.domain.services.catalogue.save_product import ProductTerms, save_product
from backend.domain.services.catalogue.save_template import NewTemplate, save_template
from backend.domain.services.catalogue.set_price import NewPrice, set_price
from backend.domain.values.billing import CatchUp, ChargingMode
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.vat import VatKind
from backend.storage.repositories import OfferRepository, ProductRepository, TemplateRepository

SINCE = date(2026, 1, 1)
INTERNET, OFFICE = "internet", "myoffice"

_TEMPLATES = (
    NewTemplate(
        code="internet",
        pattern="{product}, {month}",
        charge_type="internet",
        valid_from=SINCE,
        priority=10,
    ),
    NewTemplate(code="software", pattern="{product}, {start} – {end}, {amount}", valid_from=SINCE),
)
_PRODUCTS = (
    ProductTerms(
        integrator_id=OPERATOR_ID,
        code=INTERNET,
        title="Доступ в Интернет, тариф «Домашний 100»",
        template="internet",
        mode=ChargingMode.BILLING,
        vat_kind=VatKind.TAXED,
        catch_up=CatchUp.CURRENT,
    ),
    ProductTerms(
        integrator_id=OPERATOR_ID,
        code=OFFICE,
        title="МойОфис Стандартный",
        template="software",
        mode=ChargingMode.BILLING,
        vat_kind=VatKind.EXEMPT,
        catch_up=CatchUp.CURRENT,
    ),
)
_PRICES = {INTERNET: 30_000, OFFICE: 12_000}


def fill_catalogue(container: Container) -> None:
    """Add what is not there yet."""
    rentsoft = container.integrators.find("rentsoft")
    assert rentsoft is not None  # noqa: S101 (the demonstration has connected it)
    kaspersky = ProductTerms(
        integrator_id=rentsoft.id, code=KASPERSKY, title=KASPERSKY, vat_kind=VatKind.EXEMPT
    )
    with container.unit_of_work() as unit, unit.session as session:
        products, templates = ProductRepository(session), TemplateRepository(session)
        moment = container.clock.moment()
        for template in _TEMPLATES:
            if not templates.versions(template.code):
                save_template(template, templates, products, moment, container.new_id)
        for product in (*_PRODUCTS, kaspersky):
            save_product(product, products, templates, moment, container.new_id)
            if product.vat_kind is VatKind.EXEMPT:
                registration = NewRegistration(
                    integrator_id=product.integrator_id,
                    code=product.code,
                    number="205",
                    since=SINCE,
                )
                register_product(registration, products)
        for code, amount in _PRICES.items():
            price = NewPrice(integrator_id=OPERATOR_ID, code=code, amount=amount, valid_from=SINCE)
            with suppress(VitrinaError):  # it is set already
                set_price(price, products, moment.today)
        offers = OfferRepository(session)
        if offers.in_force(OPERATOR_ID, moment.today) is None:
            publish_offer(_offer(moment.today), offers, moment)
        unit.commit()
    container.catalogue.refresh()


def _offer(today: date) -> NewOffer:
    return NewOffer(
        integrator_id=OPERATOR_ID, version="demo-1", valid_from=today, content=_OFFER_TEXT
    )


_OFFER_TEXT = """\
Публичная оферта о подписке на программы для ЭВМ

1. Оператор предоставляет абоненту право пользоваться программой на условиях подписки, пока подписка
оплачена.
2. Плата списывается с лицевого счёта вперёд за каждый период. Её размер и день следующего списания
показаны в личном кабинете до согласия и после него.
3. Абонент может отказаться от подписки в любой день. Она действует до конца оплаченного периода; до
этого дня отказ можно отменить.
4. Если денег на счёте не хватает, подписка приостанавливается и возобновляется после пополнения.
5. Пробный период предоставляется один раз для каждой программы.

Это текст демонстрации: он никого ни к чему не обязывает.
"""
