"""Facts as they are stored, and the names that others know what is in them by."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.events import Fact, Topic
from backend.domain.services.telling.event import Names, ProductName

COLUMNS = "id, number, at, topic, account_id, subscription_id, content"

_ACCOUNTS = "SELECT id, number FROM account WHERE id = ANY (%s)"
_PRODUCTS = """
SELECT p.id, p.code, i.code FROM product p JOIN integrator i ON i.id = p.integrator_id
WHERE p.id = ANY (%s)
"""
_INTEGRATORS = "SELECT id, code FROM integrator WHERE id = ANY (%s)"
_SUBSCRIPTIONS = """
SELECT s.id, s.external_key FROM unnest(%s::bigint[], %s::uuid[]) AS asked (account_id, id)
JOIN subscription s USING (account_id, id)
"""


def fact_of_row(row: Sequence[Any]) -> Fact:
    """A row of ``COLUMNS``."""
    id_, number, at, topic, account_id, subscription_id, content = row
    return Fact(
        id=id_,
        number=number,
        at=at,
        topic=Topic(topic),
        account_id=account_id,
        subscription_id=subscription_id,
        content=content,
    )


def read_names(driver: Connection[Any], facts: Sequence[Fact]) -> Names:
    """What the events of these facts call by name."""
    about = [(fact.account_id, fact.subscription_id) for fact in facts if fact.subscription_id]
    accounts = list({fact.account_id for fact in facts})
    products = list({each for fact in facts for each in _products(fact)})
    integrators = list(
        {fact.content["integrator_id"] for fact in facts if "integrator_id" in fact.content}
    )
    subscriptions = driver.execute(
        _SUBSCRIPTIONS, [[account for account, _ in about], [id_ for _, id_ in about]]
    )
    return Names(
        accounts=dict(driver.execute(_ACCOUNTS, [accounts]).fetchall()),
        products={
            id_: ProductName(code, integrator)
            for id_, code, integrator in driver.execute(_PRODUCTS, [products])
        },
        integrators=dict(driver.execute(_INTEGRATORS, [integrators]).fetchall()),
        subscriptions=dict(subscriptions.fetchall()),
    )


def _products(fact: Fact) -> Iterator[UUID]:
    for content in (fact.content, *fact.content.get("lines", ())):
        if content.get("product_id"):
            yield UUID(content["product_id"])
