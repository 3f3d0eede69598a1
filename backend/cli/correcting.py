"""What the commands of corrections have in common: who does it, its record, and what is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from backend.cli.deeds import record
from backend.cli.output import Facts
from backend.cli.person import signed_in
from backend.cli.session import opened
from backend.container import Container
from backend.domain.services.access.staff_members import CONSOLE
from backend.domain.services.correcting.rows import CorrectionRow, CorrectionState, Person
from backend.domain.values.money import format_money
from backend.domain.values.roles import Role
from backend.storage.correcting.book import PostgresCorrections
from backend.storage.searching.corrections import CorrectionSearch, CorrectionView

Decide = Callable[[Container, PostgresCorrections, Person], CorrectionRow]


def carry_out(
    operation: str,
    subject: str,
    decide: Decide,
    *,
    by: str | None,
    code: str | None,
    reason: str = "",
) -> CorrectionView:
    """One transaction with its record, as at the desk; ``by`` is a name of the staff, or the
    console itself, which is nobody in particular."""
    with opened() as container, _actor(container, by, code, operation) as (person, role):
        with container.unit_of_work() as unit:
            row = decide(container, PostgresCorrections(unit.driver), person)
            view = CorrectionSearch(unit.driver).one(row.id)
            record(
                container,
                unit,
                operation,
                subject,
                after={"correction": str(view.id), "amount": view.amount, "state": view.state},
                actor=person.name,
                role=role,
                account=view.account,
                reason=reason,
            )
            unit.commit()
        if view.state == CorrectionState.APPLIED:  # may pay for what waits for money
            container.subscribers.after_payments()
    return view


def correction_facts(view: CorrectionView) -> Facts:
    """A correction as it is shown."""
    return {
        "id": str(view.id),
        "account": view.account,
        "charge": str(view.charge_id),
        "kind": view.kind,
        "amount": format_money(view.amount),
        "reason": view.reason,
        "state": view.state,
        "requested_by": view.requested_by,
        "decided_by": view.decided_by,
        "decision_reason": view.decision_reason or None,
    }


@contextmanager
def _actor(
    container: Container, name: str | None, code: str | None, operation: str
) -> Iterator[tuple[Person, Role]]:
    if name is None:
        yield Person(name=CONSOLE, is_script=True), Role.ADMIN
        return
    with signed_in(container, name, code, operation) as session:
        yield Person(name=session.name), session.role
