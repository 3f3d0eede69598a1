"""Accounts by their numbers."""

from typing import Any

from psycopg import Connection

from backend.domain.errors import NotFound

_FIND = "SELECT id FROM account WHERE number = %s"


def account_id_of(driver: Connection[Any], number: str) -> int:
    """The account's id, closed or not. Raises ``NotFound``."""
    row = driver.execute(_FIND, [number]).fetchone()
    if row is None:
        raise NotFound("there is no such account")
    found: int = row[0]
    return found
