"""A test of a platform's connection: our side, the platform's, and its own call."""

import asyncio
import time
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from backend.api.operator.door import OperatorDoor
from backend.domain.connection import Finding, Heard
from backend.domain.errors import NotFound
from backend.domain.integrator import Integrator, SecretDigest
from backend.domain.services.administration.try_connection import (
    called_back,
    can_be_heard,
    own_side,
)
from backend.domain.values.identifiers import OPERATOR_ID
from backend.storage.heard import heard_of
from backend.storage.integrators import integrator_of
from backend.storage.repositories import IntegratorRepository

_PAUSE = 0.25
"""Seconds between looks into the journal, which is written about twice a second."""


async def try_connection(
    door: OperatorDoor, code: str, account: str, wait_seconds: float
) -> list[Finding]:
    """Every step in order. Raises ``NotFound``.

    The platform may call while it is being asked, so what counts has come since the beginning.
    """
    began = door.clock.now()
    known = await run_in_threadpool(_read, door, code)
    findings = await run_in_threadpool(own_side, known, door.check_wire, began)
    probe = door.platforms.connection.probe(known, account, door.new_id())
    findings += await run_in_threadpool(list, probe)
    wait = wait_seconds if can_be_heard(known, began) else 0.0
    heard = await _hear(door, code, began, wait)
    return [*findings, called_back(known, heard, began)]


def _read(door: OperatorDoor, code: str) -> Integrator:
    """The platform as it is configured now: what processes know may be a second old."""
    with door.unit_of_work() as unit, unit.session as session:
        repository = IntegratorRepository(session)
        row = repository.find(code)
        if row is None or row.id == OPERATOR_ID:
            raise NotFound("there is no such integrator")
        digests = [
            SecretDigest(salt=each.salt, digest=each.digest, expires_at=each.expires_at)
            for each in repository.secrets(row)
        ]
        return integrator_of(row, digests)


async def _hear(door: OperatorDoor, code: str, since: datetime, seconds: float) -> Heard | None:
    """Wait without a thread: several people may test at once."""

    def look() -> Heard | None:
        with door.unit_of_work() as unit:
            return heard_of(unit.driver, code, since)

    deadline = time.monotonic() + seconds
    while True:
        heard = await run_in_threadpool(look)
        left = deadline - time.monotonic()
        if heard is not None or left <= 0:
            return heard
        await asyncio.sleep(min(_PAUSE, left))
