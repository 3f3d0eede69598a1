"""Writes audit records inside the transaction of what they tell of."""

import json
from collections.abc import Mapping
from typing import Any

from psycopg import Connection

from backend.domain.audit import AuditRecord

_RECORD = """
INSERT INTO audit (at, actor, role, address, correlation_id, operation, subject, account, reason,
                   before, after)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb)
"""


class AuditBook:
    """The audit, inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def record(self, record: AuditRecord) -> None:
        """Write a record; with the caller's commit it stands for ever."""
        self._driver.execute(
            _RECORD,
            [
                record.at,
                record.actor,
                record.role,
                record.address,
                record.correlation_id,
                record.operation,
                record.subject,
                record.account,
                record.reason,
                _written(record.before),
                _written(record.after),
            ],
        )


def _written(facts: Mapping[str, Any] | None) -> str | None:
    return None if facts is None else json.dumps(facts, ensure_ascii=False, default=str)
