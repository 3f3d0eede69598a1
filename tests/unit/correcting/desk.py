"""A charge and its corrections in memory: two people, a clock, and a book that checks itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from backend.domain.errors import NotFound
from backend.domain.services.charging.rows import EntryRow
from backend.domain.services.charging.state import AccountState
from backend.domain.services.correcting.correct_charge import correct_charge
from backend.domain.services.correcting.decide_correction import (
    confirm_correction,
    reject_correction,
)
from backend.domain.services.correcting.give_back import GivenBack
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectedCharge,
    CorrectionKind,
    CorrectionRow,
    CorrectionRules,
    CorrectionState,
    Person,
)
from backend.domain.values.billing import ChargingMode
from backend.domain.values.ledger import LedgerAccount
from backend.domain.values.moment import Moment
from backend.domain.values.period import Period
from backend.domain.values.status import AccountStatus
from tests.fakes.manual_clock import ManualClock

ANNA, BORIS, SCRIPT = Person(name="anna"), Person(name="boris"), Person(name="x", is_script=True)
LIMIT = 1_000
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


class MemoryCorrections:
    """Implements ``CorrectionBook`` for one charge."""

    def __init__(self, charge: CorrectedCharge) -> None:
        self.charge = charge
        self.rows: dict[UUID, CorrectionRow] = {}
        self.given: list[GivenBack] = []

    def lock_charge(self, charge_id: UUID) -> CorrectedCharge:
        """The charge."""
        if charge_id != self.charge.id:
            raise NotFound
        return self.charge

    def lock_correction(self, correction_id: UUID) -> tuple[CorrectionRow, CorrectedCharge]:
        """The correction and the charge."""
        return self.rows[correction_id], self.charge

    def under_key(self, account_id: int, key: str) -> CorrectionRow | None:
        """The correction that came with this key."""
        assert account_id == self.charge.account.id
        return next((row for row in self.rows.values() if row.key == key), None)

    def waiting(self, charge: CorrectedCharge) -> CorrectionRow | None:
        """The pending correction."""
        pending = [row for row in self.rows.values() if row.state is CorrectionState.PENDING]
        assert charge is self.charge
        assert len(pending) <= 1
        return pending[0] if pending else None

    def give_back(self, given: GivenBack, moment: Moment) -> None:
        """Change the charge as the database does."""
        assert given.transaction.recorded_at == moment.at
        self.given.append(given)
        if given.kind is CorrectionKind.REVERSAL:
            self.charge.reversed = True
        else:
            self.charge.refunded += given.amount

    def add(self, row: CorrectionRow) -> None:
        """Keep a new correction."""
        assert row.id not in self.rows
        self.rows[row.id] = row

    def decide(self, row: CorrectionRow) -> None:
        """Keep a decision; only what is pending can be decided."""
        assert self.rows[row.id].state is CorrectionState.PENDING
        self.rows[row.id] = row

    @property
    def entries(self) -> Sequence[EntryRow]:
        """Everything that was written into the ledger."""
        return [entry for given in self.given for entry in given.entries]


class Desk:
    """``charge`` is of 50 roubles for thirty days of May, of which 9.02 are tax."""

    def __init__(self, *, amount: int = 5_000, vat: int = 902, period: Period | None = MAY) -> None:
        self.clock = ManualClock()
        self.account = AccountState(1, "1001", AccountStatus.ACTIVE, 0, 0, 0, 0, None)
        self.charge = CorrectedCharge(
            account=self.account,
            id=UUID(int=7),
            integrator_id=3,
            external_id="c-1",
            subscription_id=UUID(int=8),
            mode=ChargingMode.PLATFORM,
            amount=amount,
            vat_amount=vat,
            refunded=0,
            reversed=False,
            text="Антивирус",
            period=period,
        )
        self.book = MemoryCorrections(self.charge)
        self.rules = CorrectionRules(limit=LIMIT, lifetime=timedelta(days=7))
        self._ids = count(100)

    def new_id(self) -> UUID:
        """Ids that grow."""
        return UUID(int=next(self._ids))

    def reverse(self, by: Person = ANNA, key: str = "") -> CorrectionRow:
        """Ask for all of it."""
        return self.ask(CorrectionKind.REVERSAL, by=by, key=key)

    def refund(
        self,
        amount: int | None = None,
        *,
        first_day: date | None = None,
        by: Person = ANNA,
        key: str = "",
    ) -> CorrectionRow:
        """Ask for a part of it."""
        return self.ask(CorrectionKind.REFUND, amount, first_day, by=by, key=key)

    def ask(
        self,
        kind: CorrectionKind,
        amount: int | None = None,
        first_day: date | None = None,
        *,
        by: Person,
        key: str,
    ) -> CorrectionRow:
        """Ask for a correction, under a key of its own unless one is given."""
        command = CorrectCharge(
            charge_id=self.charge.id,
            kind=kind,
            reason="a mistake",
            key=key or str(self.new_id()),
            by=by,
            amount=amount,
            first_day=first_day,
        )
        moment = self.clock.moment()
        return correct_charge(command, self.book, self.rules, moment, self.new_id)

    def confirm(self, row: CorrectionRow, by: Person = BORIS) -> CorrectionRow:
        """Confirm it."""
        return confirm_correction(row.id, by, self.book, self.clock.moment(), self.new_id)

    def reject(self, row: CorrectionRow, by: Person = BORIS) -> CorrectionRow:
        """Reject it."""
        return reject_correction(row.id, by, "it was right", self.book, self.clock.moment())

    def given_to(self, ledger_account: LedgerAccount) -> int:
        """What a ledger account has got less what it has given, in kopecks."""
        return sum(
            (entry.credit == ledger_account) * entry.amount
            - (entry.debit == ledger_account) * entry.amount
            for entry in self.book.entries
        )
