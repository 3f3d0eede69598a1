"""Seals the audit, some time after the deeds, and checks the seals.

A deed waits for nobody: a chain that is made in its transaction would be one lock for the whole
house. So the tick seals what has been committed since, one sealer at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.audit import AuditRecord
from backend.domain.services.access.seal_audit import FIRST, seal_digest

CHUNK = 1000
LATE = 10_000
"""A row whose id is so much lower than the last sealed one may still be committed and sealed."""

_ROW = """
a.id, a.at, a.actor, a.role, a.address, a.correlation_id, a.operation, a.subject, a.account,
a.reason, a.before, a.after
"""
_ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('vitrina.audit'))"
_LAST = "SELECT number, digest FROM audit_seal ORDER BY number DESC LIMIT 1"
_UNSEALED = f"""
SELECT {_ROW} FROM audit a
WHERE a.id > (SELECT coalesce(max(audit_id), 0) FROM audit_sealed) - {LATE}
  AND NOT EXISTS (SELECT FROM audit_sealed s WHERE s.audit_id = a.id)
ORDER BY a.id LIMIT {CHUNK}
"""
_SEAL = "INSERT INTO audit_seal (number, digest, sealed_at) VALUES (%s, %s, %s)"
_COVER = "INSERT INTO audit_sealed (audit_id, seal) SELECT unnest(%s::bigint[]), %s"
_SEALS = "SELECT number, digest FROM audit_seal ORDER BY number"
_COVERED = f"""
SELECT {_ROW} FROM audit_sealed s JOIN audit a ON a.id = s.audit_id
WHERE s.seal = %s ORDER BY a.id
"""
_COUNTS = """
SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM audit_sealed)
"""

Driver = Connection[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedState:
    """How the audit stands: ``broken`` is the first link that does not fit its rows, if any.

    ``rows`` are all of them, ``unsealed`` those that no link covers yet; ``last`` is the digest of
    the last link, in hex, to be kept by somebody outside.
    """

    rows: int
    unsealed: int
    seals: int
    broken: int | None
    last: str | None


def seal(driver: Driver, now: datetime) -> int:
    """Seal one chunk inside the caller's transaction; how many rows. Another sealer's turn is 0."""
    (alone,) = driver.execute(_ALONE).fetchone() or (False,)
    rows = _records(driver.execute(_UNSEALED).fetchall()) if alone else []
    if not rows:
        return 0
    number, before = driver.execute(_LAST).fetchone() or (0, FIRST)
    digest = seal_digest(bytes(before), rows)
    driver.execute(_SEAL, [number + 1, digest, now])
    driver.execute(_COVER, [[row_id for row_id, _ in rows], number + 1])
    return len(rows)


def check_seals(driver: Driver) -> Iterator[SealedState]:
    """Walk the chain, telling how far it has come; the last state is the result.

    Run it in one snapshot. A link is broken where its rows or the link before it are not what they
    were; so is the number that should follow the last good one.
    """
    rows, covered = driver.execute(_COUNTS).fetchone() or (0, 0)
    before, broken, last = FIRST, None, 0
    for number, digest in driver.execute(_SEALS).fetchall():
        fits = number == last + 1 and bytes(digest) == _digest(driver, number, before)
        if not fits:
            broken = last + 1
            break
        before, last = bytes(digest), number
        if number % CHUNK == 0:
            yield _state(rows, covered, last, broken, before)
    yield _state(rows, covered, last, broken, before)


def _digest(driver: Driver, number: int, before: bytes) -> bytes:
    return seal_digest(before, _records(driver.execute(_COVERED, [number]).fetchall()))


def _state(rows: int, covered: int, seals: int, broken: int | None, last: bytes) -> SealedState:
    return SealedState(
        rows=rows,
        unsealed=rows - covered,
        seals=seals,
        broken=broken,
        last=last.hex() if seals else None,
    )


def _records(rows: list[tuple[Any, ...]]) -> list[tuple[int, AuditRecord]]:
    return [(row[0], record_of(row)) for row in rows]


def record_of(row: tuple[Any, ...]) -> AuditRecord:
    """A row of the audit: its id first."""
    return AuditRecord(
        at=row[1],
        actor=row[2],
        role=row[3],
        address=row[4],
        correlation_id=row[5],
        operation=row[6],
        subject=row[7],
        account=row[8],
        reason=row[9],
        before=row[10],
        after=row[11],
    )
