"""Accounts from a file: a batch of rows at a time, each in one transaction."""

from collections.abc import Callable, Sequence

from backend.domain.ports import Clock
from backend.domain.services.administration.open_account import NewAccount
from backend.domain.services.importing.account_rows import (
    KnownAccount,
    account_of,
    judge_accounts,
    known_as,
    may_open,
)
from backend.domain.services.importing.repeats import mark_of, repeated_marks
from backend.domain.services.importing.report import RowReport
from backend.domain.services.importing.table import Parsed, Table, read_rows
from backend.storage.accounts.batches import AccountBatches
from backend.storage.unit_of_work import UnitOfWork

Rows = Sequence[Parsed[NewAccount]]


class AccountOpening:
    """Opens the accounts of a file."""

    def __init__(
        self, unit_of_work: Callable[[], UnitOfWork], clock: Clock, fields: Sequence[str]
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._fields = fields

    def decide(self, rows: Rows) -> list[RowReport]:
        """Open what is new; a crash leaves the batch undone, and then it is new again."""
        with self._unit_of_work() as unit:
            batches = AccountBatches(unit.driver)
            elsewhere = batches.elsewhere()
            wanted = first_of_each(rows, elsewhere=elsewhere)
            opened = batches.open(list(wanted.values()), self._clock.now())
            known = batches.known(sorted({each.number for _, each in rows} - opened))
            unit.commit()
        return judge_accounts(rows, known, self._fields, elsewhere=elsewhere)


class AccountRehearsal:
    """Says what an opening would do, and does nothing.

    What is repeated in the file meets its first row, so those are remembered, and no others.
    """

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], table: Table) -> None:
        self._unit_of_work = unit_of_work
        self._fields = table.fields
        found = read_rows(table, account_of)
        self._repeated = repeated_marks(
            each.item.number for each in found if isinstance(each, Parsed)
        )
        self._met: dict[str, KnownAccount] = {}

    def decide(self, rows: Rows) -> list[RowReport]:
        """What would become of each row."""
        with self._unit_of_work() as unit:
            batches = AccountBatches(unit.driver)
            elsewhere = batches.elsewhere()
            known = batches.known(sorted({each.number for _, each in rows}))
        reports = judge_accounts(rows, self._met | known, self._fields, elsewhere=elsewhere)
        wanted = first_of_each(rows, elsewhere=elsewhere)
        for number, account in wanted.items():
            if mark_of(number) in self._repeated:
                self._met.setdefault(number, known_as(account))
        return reports


def first_of_each(rows: Rows, *, elsewhere: bool) -> dict[str, NewAccount]:
    """The first row of each number that may be opened."""
    wanted: dict[str, NewAccount] = {}
    for _, account in rows:
        if may_open(account, elsewhere=elsewhere):
            wanted.setdefault(account.number, account)
    return wanted
