"""Whether a platform has called: asked of the exchange journal, which every process writes."""

from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.connection import Heard

_HEARD = """
SELECT operation, status FROM exchange
WHERE at >= %s AND integrator = %s AND door = 'soap'
ORDER BY status < 400 DESC, at DESC LIMIT 1
"""


def heard_of(driver: Connection[Any], code: str, since: datetime) -> Heard | None:
    """The platform's latest admitted SOAP call since then, one that succeeded before any other."""
    row = driver.execute(_HEARD, [since, code]).fetchone()
    return Heard(operation=row[0], status=row[1]) if row else None
