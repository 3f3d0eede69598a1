"""Facts of what is foreseen: written where somebody wants to hear of them, and once."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from psycopg import Connection

from backend.domain.events import Topic
from backend.domain.services.forecasting.announce import Told
from backend.storage.arrays import columns

Driver = Connection[Any]

_WANTED = "SELECT DISTINCT topic FROM interest WHERE topic = ANY (%s)"
_TELL = """
INSERT INTO outbox (id, at, topic, account_id, subscription_id, content)
SELECT t.id, t.at, t.topic, t.account_id, t.subscription_id, t.content
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::bigint[], %s::uuid[], %s::jsonb[])
    AS t (id, at, topic, account_id, subscription_id, content)
ON CONFLICT DO NOTHING
"""


def wanted(driver: Driver, topics: Collection[Topic]) -> set[Topic]:
    """Those of the topics that anybody wants to hear of."""
    rows = driver.execute(_WANTED, [sorted(topics)])
    return {Topic(row[0]) for row in rows}


def tell(driver: Driver, told: Iterable[Told]) -> int:
    """Write facts that nobody has written before; how many were new."""
    rows: Sequence[tuple[Any, ...]] = [
        (*fact[:5], json.dumps(fact.content, ensure_ascii=False)) for fact in told
    ]
    return driver.execute(_TELL, columns(rows)).rowcount if rows else 0
