"""Probes: the invariants of money as queries on a live database, each with its figures."""

from collections.abc import Iterator

from sqlalchemy import Engine, text
from sqlmodel import Session

from backend.storage.probes import advances, invoices, ledger, operations, returns, subscriptions
from backend.storage.probes.probe import Finding, Probe

__all__ = ["PROBES", "Finding", "Probe", "run_probes"]

PROBES: tuple[Probe, ...] = (
    *ledger.PROBES,
    *operations.PROBES,
    *returns.PROBES,
    *subscriptions.PROBES,
    *invoices.PROBES,
    *advances.PROBES,
)


def run_probes(engine: Engine) -> Iterator[Finding]:
    """Run every probe on one snapshot of the database, yielding each finding as it is known."""
    with Session(engine) as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        session.execute(text("SET TRANSACTION READ ONLY"))
        for probe in PROBES:
            examined, broken = session.execute(text(probe.query)).one()
            yield Finding(name=probe.name, rule=probe.rule, examined=examined, broken=broken)
