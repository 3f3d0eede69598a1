"""Who wants to hear of which topics: what nobody wants is never written."""

from collections.abc import Collection
from typing import Any

from psycopg import Connection

from backend.domain.events import Topic

_FORGET = "DELETE FROM interest WHERE who = %s AND topic <> ALL (%s)"
_NOTE = """
INSERT INTO interest (topic, who) SELECT topic, %s FROM unnest(%s::text[]) AS asked (topic)
ON CONFLICT DO NOTHING
"""


def declare(driver: Connection[Any], who: str, topics: Collection[Topic]) -> None:
    """From the commit on, ``who`` hears of exactly these topics; none: of nothing any more."""
    wanted = sorted(topics)
    driver.execute(_FORGET, [who, wanted])
    driver.execute(_NOTE, [who, wanted])
