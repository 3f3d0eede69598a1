"""The chain over the audit: each link covers the one before it and the rows that came since.

Whoever changes, removes or inserts a row afterwards has to change every later link as well, and the
last one is told to somebody outside now and then: a printed digest is enough.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from backend.domain.audit import AuditRecord

FIRST = bytes(32)
"""What stands before the first link."""


def seal_digest(before: bytes, rows: Iterable[tuple[int, AuditRecord]]) -> bytes:
    """The digest of a link over its rows, by their ids in ascending order."""
    digest = hashlib.sha256(before)
    for number, record in rows:
        digest.update(_written(number, record))
    return digest.digest()


def _written(number: int, record: AuditRecord) -> bytes:
    """One way to write a row down, whatever wrote and read it."""
    content = [
        number,
        record.at.astimezone(UTC).isoformat(timespec="microseconds"),
        record.actor,
        record.role,
        record.address,
        record.correlation_id,
        record.operation,
        record.subject,
        record.account,
        record.reason,
        record.before,
        record.after,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{len(text)}:{text}".encode()
