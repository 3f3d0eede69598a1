"""The portals' SOAP door over the real parts: what was bought is told, and the shop opens."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest
import requests
import zeep
from zeep.transports import Transport

from backend.domain.services.subscribing.commands import Consent, Subscribe
from tests.contract.portals.world import Portal
from tests.e2e.world import World

CONSENT = Consent(version="2026-01", text_hash=hashlib.sha256(b"").hexdigest(), address="desk")


def client(portal: Portal) -> Any:
    session = requests.Session()
    session.auth = (portal.code, portal.secret)
    session.headers["Connection"] = "close"
    make_client: Any = zeep.Client
    make_transport: Any = Transport
    address = f"{portal.world.address}/soap/portal?wsdl"
    return make_client(address, transport=make_transport(session=session)).service


def product(world: World, code: str) -> UUID:
    products = world.container.catalogue.current().products.values()
    return next(each.id for each in products if each.code == code)


def test_what_was_bought_is_reported(portal: Portal) -> None:
    world, number = portal.world, portal.subscriber.number
    internet = product(world, "internet")
    world.container.subscribers.carry_out(
        Subscribe(account=number, actor="test", product_id=internet, consent=CONSENT)
    )
    (told,) = client(portal).getSubscriptionReport(account=number).subscription
    assert (told.product, told.integrator, told.state) == ("internet", None, "active")
    assert (told.periodStart, told.periodEnd) == (date(2026, 5, 1), date(2026, 5, 31))
    assert told.nextChargeOn == date(2026, 6, 1)
    assert told.amount == told.nextCharge > Decimal(0)


def test_the_link_opens_the_storefront(portal: Portal) -> None:
    link = client(portal).getStorefrontLink(account=portal.subscriber.number, integrator="rentsoft")
    with httpx.Client(trust_env=False, follow_redirects=True) as browser:
        assert browser.get(link.url).status_code == 200
        assert browser.get(link.url).status_code != 200


def test_others_accounts_do_not_exist(world: World, portal: Portal) -> None:
    foreign = world.subscriber()
    told = set()
    for number in (foreign.number, "9999999"):
        with pytest.raises(zeep.exceptions.Fault) as caught:
            client(portal).getSubscriptionReport(account=number)
        told.add((caught.value.code, caught.value.message))
    assert len(told) == 1
