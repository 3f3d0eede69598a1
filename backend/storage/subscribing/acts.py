"""Acts by the keys of their requests: one that is sent again is answered from what it did."""

import json
from typing import Any

from psycopg import Connection
from pydantic import TypeAdapter

from backend.domain.services.subscribing.commands import Command
from backend.domain.services.subscribing.effect import Effect
from backend.domain.services.subscribing.fingerprint import KeyConflict, fingerprint
from backend.domain.values.moment import Moment

_LOCK = "SELECT id FROM account WHERE number = %s FOR NO KEY UPDATE"
_FIND = "SELECT fingerprint, effect FROM act WHERE account_id = %s AND key = %s"
_RECORD = """
INSERT INTO act (account_id, key, fingerprint, effect, recorded_at)
SELECT id, %s, %s, %s::jsonb, %s FROM account WHERE number = %s
"""
_EFFECT = TypeAdapter(Effect)


class ActBook:
    """The acts of accounts, inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def find(self, command: Command, key: str) -> Effect | None:
        """What the act under this key did, if it was done. Raises ``KeyConflict``.

        The account is locked first, and so is whoever sends the same at the same time: he finds
        it done.
        """
        account = self._driver.execute(_LOCK, [command.account]).fetchone()
        if account is None:
            return None
        stored = self._driver.execute(_FIND, [account[0], key]).fetchone()
        if stored is None:
            return None
        if bytes(stored[0]) != fingerprint(command):
            raise KeyConflict
        return _EFFECT.validate_python(stored[1])

    def record(self, command: Command, key: str, effect: Effect, moment: Moment) -> None:
        """Remember what the act did, in the transaction in which it does it."""
        document = json.dumps(_EFFECT.dump_python(effect, mode="json"), ensure_ascii=False)
        self._driver.execute(
            _RECORD, [key, fingerprint(command), document, moment.at, command.account]
        )
