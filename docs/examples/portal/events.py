"""Receives events: genuine ones, each once. Nothing but the standard library."""

import base64
import hmac
import json
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from typing import Any

TOLERANCE = 300  # seconds: whoever has recorded a message cannot send it again tomorrow


class NotGenuine(Exception):
    """Answer 400 and forget it: it is not from Vitrina, or it is an old recording."""


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> Any:
    """The event. ``headers`` by small names, ``body`` byte by byte as it came."""
    try:
        id_, sent = headers["webhook-id"], headers["webhook-timestamp"]
        age = abs((time.time() if now is None else now) - int(sent))
        signatures = headers["webhook-signature"].split()
    except (KeyError, ValueError):
        raise NotGenuine from None
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{id_}.{sent}.".encode() + body
    right = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    # compare_digest takes as long for a wrong signature as for a nearly right one.
    genuine = [hmac.compare_digest(right.encode(), each.encode()) for each in signatures]
    if age > TOLERANCE or not any(genuine):
        raise NotGenuine
    return json.loads(body)


class Inbox:
    """Remembers ids: what comes twice is answered 2xx again and done once."""

    def __init__(self, path: str) -> None:
        self._path = path
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)")

    def accept(self, secret: str, headers: Mapping[str, str], body: bytes) -> Any | None:
        """The event; ``None`` for one that has been here before. Raises ``NotGenuine``.

        Do your own changes in the same transaction: then they and the id are kept together.
        """
        event = verify(secret, headers, body)
        with closing(sqlite3.connect(self._path)) as database, database:
            noted = "INSERT OR IGNORE INTO seen VALUES (?)"
            is_new = database.execute(noted, [headers["webhook-id"]]).rowcount == 1
        return event if is_new else None
