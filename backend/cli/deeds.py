"""What the command line does to the staff's own things is recorded like what people do there."""

import socket
from collections.abc import Mapping
from typing import Any

from backend.container import Container
from backend.domain.audit import AuditRecord
from backend.domain.services.access.staff_members import CONSOLE
from backend.domain.values.roles import Role
from backend.storage.audit.book import AuditBook
from backend.storage.unit_of_work import UnitOfWork
from backend.telemetry import correlation


def record(
    container: Container,
    unit: UnitOfWork,
    operation: str,
    subject: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Record an operation of the desk's inside the transaction that does it."""
    AuditBook(unit.driver).record(
        AuditRecord(
            at=container.clock.now(),
            actor=CONSOLE,
            role=Role.ADMIN,
            address=socket.gethostname(),
            correlation_id=correlation.current(),
            operation=operation,
            subject=subject,
            account=None,
            reason="",
            before=before,
            after=after,
        )
    )
