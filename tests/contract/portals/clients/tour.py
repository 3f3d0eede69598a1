"""A portal's tour with the client that ``openapi-python-client`` has made: what it was told."""

import json
import os
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import uuid4

from vitrina_client import AuthenticatedClient, Client
from vitrina_client.api.portal_accounts import (
    portal_act,
    portal_catalogue,
    portal_draft,
    portal_forecast,
    portal_invoices,
    portal_preview,
    portal_storefront_link,
    portal_subscribe,
    portal_subscriptions,
)
from vitrina_client.api.portal_bindings import portal_accounts
from vitrina_client.api.portal_events import portal_add_event_endpoint, portal_event_endpoints
from vitrina_client.api.portal_tokens import portal_token
from vitrina_client.models import (
    Act,
    ActRequest,
    BoundAccounts,
    CatalogueResult,
    EffectResult,
    EventEndpointsResult,
    EventSecretResult,
    ForecastResult,
    InvoiceResult,
    InvoicesResult,
    NewEventEndpoint,
    PreviewResult,
    Problem,
    StorefrontRequest,
    StorefrontResult,
    SubscribeRequest,
    SubscriptionsResult,
    TokenRequest,
    TokenResult,
    WishRequest,
)

API = f"{os.environ['VITRINA']}/api/partner/v1"
NUMBER = os.environ["ACCOUNT"]
T = TypeVar("T")


def told(kind: type[T], answer: object) -> T:
    """The answer, which is no problem."""
    if not isinstance(answer, kind):
        raise TypeError(answer)
    return answer


def signed_in() -> AuthenticatedClient:
    """A client with a token."""
    grant = TokenRequest(
        grant_type="client_credentials",
        client_id=os.environ["CLIENT_ID"],
        client_secret=os.environ["CLIENT_SECRET"],
    )
    token = told(TokenResult, portal_token.sync(client=Client(base_url=API), body=grant))
    return AuthenticatedClient(base_url=API, token=token.access_token)


def key() -> str:
    """A key for one act."""
    return str(uuid4())


def subscribe(client: AuthenticatedClient) -> dict[str, object]:
    """See the shelf and the price, accept, and send it twice."""
    shelf = told(CatalogueResult, portal_catalogue.sync(NUMBER, client=client))
    product = next(each for each in shelf.products if each.title.startswith("Доступ в Интернет"))
    preview = told(
        PreviewResult,
        portal_preview.sync(
            NUMBER, client=client, body=WishRequest(product_id=product.id), idempotency_key=key()
        ),
    )
    wish = SubscribeRequest(
        product_id=product.id,
        offer_version=preview.offer.version,
        offer_hash=preview.offer.hash_,
    )
    act = key()
    send: Callable[[], object] = lambda: portal_subscribe.sync(  # noqa: E731 (sent twice, as it is)
        NUMBER, client=client, body=wish, idempotency_key=act
    )
    once, again = told(EffectResult, send()), told(EffectResult, send())
    return {
        "to_pay": preview.effect.charged,
        "charged": once.charged,
        "available": once.available,
        "again": again == once,
    }


def tour() -> dict[str, object]:
    """Everything in its order."""
    client = signed_in()
    bound = told(BoundAccounts, portal_accounts.sync(client=client))
    bought = subscribe(client)
    report = told(SubscriptionsResult, portal_subscriptions.sync(NUMBER, client=client))
    (subscription,) = report.subscriptions
    link = told(
        StorefrontResult,
        portal_storefront_link.sync(
            NUMBER, "rentsoft", client=client, body=StorefrontRequest(), idempotency_key=key()
        ),
    )
    draft = told(InvoiceResult, portal_draft.sync(NUMBER, "2026-05", client=client))
    invoices = told(InvoicesResult, portal_invoices.sync(NUMBER, client=client))
    forecast = told(ForecastResult, portal_forecast.sync(NUMBER, client=client))
    endpoint = told(
        EventSecretResult,
        portal_add_event_endpoint.sync(
            client=client,
            body=NewEventEndpoint(url=os.environ["EVENTS"]),
            idempotency_key=key(),
        ),
    )
    endpoints = told(EventEndpointsResult, portal_event_endpoints.sync(client=client))
    left = told(
        EffectResult,
        portal_act.sync(
            NUMBER,
            subscription.id,
            client=client,
            body=ActRequest(act=Act.UNSUBSCRIBE),
            idempotency_key=key(),
        ),
    )
    foreign = portal_subscriptions.sync("9999999", client=client)
    return {
        "accounts": bound.accounts,
        **bought,
        "report": [subscription.product, subscription.state, day(subscription.paid_through)],
        "framed": link.frame,
        "draft": [draft.total, draft.vat_total, [each.amount for each in draft.lines]],
        "invoices": len(invoices.invoices),
        "debits": [[day(each.on), each.amount, each.missing] for each in forecast.debits],
        "secret": endpoint.secret.startswith("whsec_"),
        "endpoints": [each.url for each in endpoints.endpoints],
        "left": [[each.state, day(each.ends_on)] for each in left.subscriptions],
        "foreign": foreign.code if isinstance(foreign, Problem) else None,
    }


def day(value: object) -> str | None:
    """A date as its text."""
    return value.isoformat() if isinstance(value, date) else None


print(json.dumps(tour(), ensure_ascii=False))  # noqa: T201 (told to the test)
