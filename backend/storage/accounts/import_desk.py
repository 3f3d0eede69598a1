"""The import desk: a file in, what became of its rows out, a batch at a time."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, TypeVar

from backend.domain.catalogue import Catalogue
from backend.domain.commands import Origin
from backend.domain.ports import Clock, NewId, OperationDesk
from backend.domain.services.administration.open_account import NewAccount
from backend.domain.services.importing import account_rows, payment_rows
from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.payment_rows import NewPayment
from backend.domain.services.importing.report import Counts, RowReport, Step
from backend.domain.services.importing.table import Parsed, open_table, read_rows
from backend.storage.accounts.account_files import AccountOpening, AccountRehearsal
from backend.storage.accounts.payment_files import PaymentRecording, PaymentRehearsal
from backend.storage.unit_of_work import UnitOfWork

Item = TypeVar("Item")
Decide = Callable[[Sequence[Parsed[Item]]], list[RowReport]]
"""Says what became of a batch of rows, in order."""

BATCH = 1000
"""Rows that share a transaction: larger ones would keep charges waiting."""


class ImportDesk:
    """Reads files twice, so they can be sought in; memory does not grow with them.

    Both methods raise ``UnreadableFile`` at once, before anything is done. What they return does
    the work while it is read, so whoever stops reading stops it after a batch. Every batch is kept
    or not as a whole, and a file that is sent again finds its earlier rows done.
    """

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        desk: OperationDesk,
        clock: Clock,
        new_id: NewId,
        catalogue: Callable[[], Catalogue],
        *,
        batch: int = BATCH,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._desk = desk
        self._clock = clock
        self._new_id = new_id
        self._catalogue = catalogue
        self._batch = batch

    def accounts(self, file: BinaryIO, encoding: Encoding, *, dry_run: bool) -> Iterator[Step]:
        """Open the accounts of a file, or only say what would be done."""
        table = open_table(file, encoding, account_rows.COLUMNS)

        def decision() -> Decide[NewAccount]:
            if dry_run:
                return AccountRehearsal(self._unit_of_work, table).decide
            return AccountOpening(self._unit_of_work, self._clock, table.fields).decide

        return _steps(read_rows(table, account_rows.account_of), decision, self._batch)

    def payments(
        self, file: BinaryIO, encoding: Encoding, origin: Origin, *, dry_run: bool
    ) -> Iterator[Step]:
        """Record the payments of a file, or only say what would be done."""
        table = open_table(file, encoding, payment_rows.COLUMNS)

        def decision() -> Decide[NewPayment]:
            if not dry_run:
                return PaymentRecording(self._desk, self._new_id, origin).decide
            return PaymentRehearsal(
                self._unit_of_work, self._clock, self._new_id, self._catalogue, origin, table
            ).decide

        return _steps(read_rows(table, payment_rows.payment_of), decision, self._batch)


def _steps(
    rows: Iterator[Parsed[Item] | RowReport], decision: Callable[[], Decide[Item]], size: int
) -> Iterator[Step]:
    decide, counts = decision(), Counts()  # a rehearsal reads the file before its rows are read
    while batch := list(islice(rows, size)):
        parsed = [row for row in batch if isinstance(row, Parsed)]
        refused = [row for row in batch if isinstance(row, RowReport)]
        reports = sorted([*refused, *decide(parsed)], key=lambda report: report.row)
        counts = counts.plus(reports)
        yield Step(reports, counts)
    yield Step((), counts, done=True)
