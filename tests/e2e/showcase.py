"""An account that has something of everything the cabinet can show."""

from datetime import date, timedelta
from uuid import UUID

import httpx

from backend.domain.services.access.authenticate import digest_secret, new_secret
from backend.domain.services.catalogue.save_product import ProductTerms, save_product
from backend.domain.services.catalogue.set_price import NewPrice, set_price
from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.scopes import OF_ACCOUNTS, Scope
from backend.domain.services.portals.set_up import NewPortal, new_portal
from backend.domain.services.subscribing.commands import Consent, Pause, Subscribe, Unsubscribe
from backend.domain.values.billing import ChargingMode
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.vat import VatKind
from backend.storage.portals.portals import PortalBook
from backend.storage.repositories import ProductRepository, TemplateRepository
from tests.e2e.world import Subscriber, World

KASPERSKY, DRWEB, BOOKS = "Антивирус Касперского", "Dr.Web Security Space", "Книги по подписке"
INTERNET, OFFICE = "Доступ в Интернет, тариф «Домашний 100»", "МойОфис Стандартный"
KIDS, BACKUPS = "Родительский контроль", "Резервные копии"
MAY = date(2026, 5, 1)

_ACTOR = "subscriber"
_CONSENT = Consent(version="demo-1", text_hash="0a" * 32, address="192.0.2.7")


def furnish(world: World) -> Subscriber:
    """It is June. Active, on trial, paused, suspended, leaving, over; invoiced and not yet."""
    sell_with_a_trial(world, KIDS, 90_50)
    sell_with_a_trial(world, BACKUPS, 60_00)
    who = world.subscriber(650_00)
    world.reach(who, "+79001234567")
    buy_from(world, who, "rentsoft", "kav")
    buy_from(world, who, "relans", "litres")
    buy_from(world, who, "relans", "drweb-mobile")
    subscribe(world, who, OFFICE)
    leave(world, who, "Dr.Web Mobile Security")
    world.pass_days(31)  # there is not enough for the books any more
    world.container.invoices.finalise(who.number, MAY)
    world.pay(who, 400_00)
    world.work()
    pause(world, who, OFFICE)
    leave(world, who, KASPERSKY)
    subscribe(world, who, KIDS)
    buy_from(world, who, "rentsoft", "drweb")
    buy_from(world, who, "rentsoft", "safe-kids")
    world.work()
    let_portals_ask(world, who)
    assert sorted(world.states(who)) == sorted(
        ["cancelling", "suspended", "ended", "suspended", "trial", "active", "active"]
    )
    return who


def let_portals_ask(world: World, who: Subscriber) -> None:
    """One portal waits for an answer, another has been let in."""
    city, shop = open_portal(world, "city", "Городской портал"), open_portal(world, "shop", "Лавка")
    desk = world.container.portals
    desk.request_binding(city, who.number, OF_ACCOUNTS)
    asked = desk.request_binding(shop, who.number, {Scope.ACCOUNTS_READ, Scope.FORECAST_READ})
    ((account_id,),) = world.rows("SELECT id FROM account WHERE number = :n", n=who.number)
    desk.answer(account_id, asked.id, accept=True)


def open_portal(world: World, code: str, title: str) -> Portal:
    """A portal that reaches nobody yet."""
    container, now = world.container, world.clock.now()
    with container.unit_of_work() as unit:
        made = new_portal(NewPortal(code=code, title=title), container.new_id(), now)
        book = PortalBook(unit.driver)
        book.add(made)
        book.add_secret(made.id, digest_secret(new_secret()), now, now + timedelta(days=7))
        unit.commit()
    return made


def sell_with_a_trial(world: World, title: str, kopecks: int) -> None:
    """One more product of the operator's own."""
    container = world.container
    terms = ProductTerms(
        integrator_id=OPERATOR_ID,
        code=title,
        title=title,
        template="software",
        mode=ChargingMode.BILLING,
        vat_kind=VatKind.TAXED,
        trial_days=14,
    )
    price = NewPrice(integrator_id=OPERATOR_ID, code=title, amount=kopecks, valid_from=MAY)
    with container.unit_of_work() as unit, unit.session as session:
        products, templates = ProductRepository(session), TemplateRepository(session)
        moment = container.clock.moment()
        save_product(terms, products, templates, moment, container.new_id)
        set_price(price, products, moment.today)
        unit.commit()
    container.catalogue.refresh()


def buy_from(world: World, who: Subscriber, code: str, product: str) -> None:
    """Buy in a platform's storefront without a browser."""
    integrator = world.container.integrators.find(code)
    assert integrator is not None
    with httpx.Client(trust_env=False, follow_redirects=True) as http:
        entered = http.get(world.container.links.link(integrator, who.number).url)
        order = {"product": product, "oferta": "accepted"}
        bought = http.post(entered.url.join("subscribe"), data=order)
    assert bought.url.query == b"notice=subscribed"


def subscribe(world: World, who: Subscriber, title: str) -> None:
    """Subscribe to a product of the operator's own."""
    products = world.container.catalogue.current().products.values()
    (product_id,) = (each.id for each in products if each.title == title)
    world.container.subscribers.carry_out(
        Subscribe(account=who.number, actor=_ACTOR, product_id=product_id, consent=_CONSENT)
    )


def leave(world: World, who: Subscriber, title: str) -> None:
    """Unsubscribe."""
    found = subscription_to(world, who, title)
    world.container.subscribers.carry_out(
        Unsubscribe(account=who.number, actor=_ACTOR, subscription_id=found)
    )


def pause(world: World, who: Subscriber, title: str) -> None:
    """Stop for a while."""
    found = subscription_to(world, who, title)
    world.container.subscribers.carry_out(
        Pause(account=who.number, actor=_ACTOR, subscription_id=found)
    )


def subscription_to(world: World, who: Subscriber, title: str) -> UUID:
    """The living subscription to a product."""
    query = """
        SELECT s.id FROM subscription s
        JOIN account a ON a.id = s.account_id JOIN product p ON p.id = s.product_id
        WHERE a.number = :number AND p.title = :title AND s.state <> 'ended'
    """
    ((found,),) = world.rows(query, number=who.number, title=title)
    return UUID(str(found))
