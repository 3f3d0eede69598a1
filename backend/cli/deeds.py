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


def record(  # noqa: PLR0913 (what a record says)
    container: Container,
    unit: UnitOfWork,
    operation: str,
    subject: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    actor: str = CONSOLE,
    role: Role = Role.ADMIN,
    account: str | None = None,
    reason: str = "",
) -> None:
    """Record an operation of the desk's inside the transaction that does it."""
    AuditBook(unit.driver).record(
        AuditRecord(
            at=container.clock.now(),
            actor=actor,
            role=role,
            address=socket.gethostname(),
            correlation_id=correlation.current(),
            operation=operation,
            subject=subject,
            account=account,
            reason=reason,
            before=before,
            after=after,
        )
    )
