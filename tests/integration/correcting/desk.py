"""Corrections in transactions of their own, by Anna and Boris, on a real database."""

from datetime import date, timedelta
from uuid import UUID

from backend.domain.models import Staff
from backend.domain.services.correcting.correct_charge import correct_charge
from backend.domain.services.correcting.decide_correction import (
    confirm_correction,
    reject_correction,
)
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectionKind,
    CorrectionRow,
    CorrectionRules,
    Person,
)
from backend.domain.values.codes import Code
from backend.domain.values.roles import Role
from backend.storage.clock import new_id
from backend.storage.correcting.book import PostgresCorrections
from backend.storage.correcting.expiring import expire_corrections
from backend.storage.unit_of_work import UnitOfWork
from tests.subscriber_world import SubscriberWorld

ANNA, BORIS, CLARA = Person(name="anna"), Person(name="boris"), Person(name="clara")
LIMIT, SUM = 1_000, 5_000
"""A charge of ``SUM`` takes two people."""


class CorrectionDesk(SubscriberWorld):
    """``charge`` is the id of what the platform has charged, for May."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.rules = CorrectionRules(limit=LIMIT, lifetime=timedelta(days=7))
        self.platform = self.integrator()
        self.account(balance=50_000)
        self.charge = self.charged("c-1")
        with self.session() as session:
            for person in (ANNA, BORIS, CLARA):
                session.add(
                    Staff(
                        name=person.name,
                        role=Role.MANAGER,
                        enabled=True,
                        password_hash="$argon2id$v=19$none",
                        changed_at=self.clock.now(),
                        created_at=self.clock.now(),
                    )
                )

    def charged(self, external_id: str, amount: int = SUM) -> UUID:
        """A charge of the platform's, for May."""
        charge = self.platform.charge(external_id, amount, period_end=date(2026, 5, 30))
        outcome = self.one(charge)
        assert outcome.code is Code.OK
        assert outcome.target_id is not None
        return outcome.target_id

    def reverse(self, by: Person = ANNA, charge: UUID | None = None) -> CorrectionRow:
        """Ask for all that is left of it."""
        return self.ask(CorrectionKind.REVERSAL, by=by, charge=charge)

    def refund(
        self, amount: int, by: Person = ANNA, *, charge: UUID | None = None, key: str = ""
    ) -> CorrectionRow:
        """Ask for a part of it."""
        return self.ask(CorrectionKind.REFUND, amount, by=by, charge=charge, key=key)

    def ask(
        self,
        kind: CorrectionKind,
        amount: int | None = None,
        *,
        by: Person,
        charge: UUID | None = None,
        key: str = "",
    ) -> CorrectionRow:
        """Ask for a correction, under a key of its own unless one is given."""
        command = CorrectCharge(
            charge_id=charge or self.charge,
            kind=kind,
            reason="a mistake",
            key=key or str(new_id()),
            by=by,
            amount=amount,
        )
        with UnitOfWork(self.engine) as unit:
            book, moment = PostgresCorrections(unit.driver), self.clock.moment()
            row = correct_charge(command, book, self.rules, moment, new_id)
            unit.commit()
        return row

    def confirm(self, row: CorrectionRow, by: Person = BORIS) -> CorrectionRow:
        """Confirm it."""
        with UnitOfWork(self.engine) as unit:
            book, moment = PostgresCorrections(unit.driver), self.clock.moment()
            decided = confirm_correction(row.id, by, book, moment, new_id)
            unit.commit()
        return decided

    def reject(self, row: CorrectionRow, by: Person = BORIS) -> CorrectionRow:
        """Reject it."""
        with UnitOfWork(self.engine) as unit:
            book, moment = PostgresCorrections(unit.driver), self.clock.moment()
            decided = reject_correction(row.id, by, "it was right", book, moment)
            unit.commit()
        return decided

    def expire(self) -> int:
        """What the tick does."""
        with UnitOfWork(self.engine) as unit:
            expired = expire_corrections(unit.driver, self.clock.now())
            unit.commit()
        return expired

    def states(self) -> list[str]:
        """How the corrections stand, the oldest first."""
        return [state for (state,) in self.rows("SELECT state FROM correction ORDER BY id")]
