"""Payments from a file: a batch of rows at a time, through the operation desk."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.commands import OperationKey, Origin, Pay
from backend.domain.errors import Busy
from backend.domain.outcome import Outcome
from backend.domain.ports import Clock, NewId, OperationDesk
from backend.domain.services.charging.process_batch import decide
from backend.domain.services.charging.state import BatchState, StoredOperation
from backend.domain.services.importing.payment_rows import NewPayment, payment_of, report_of
from backend.domain.services.importing.repeats import mark_of, repeated_marks
from backend.domain.services.importing.report import RowReport
from backend.domain.services.importing.table import Parsed, Table, read_rows
from backend.storage.arrays import array_literal, columns
from backend.storage.charging import absorbing, reading
from backend.storage.unit_of_work import UnitOfWork

Rows = Sequence[Parsed[NewPayment]]

_PAUSES = (0.1,) * 10 + (1.0,) * 30
"""Seconds before a batch is handed in again that has found the desk's queue full."""


class PaymentRecording:
    """Records the payments of a file; the desk knows those that it has recorded before."""

    def __init__(self, desk: OperationDesk, new_id: NewId, origin: Origin) -> None:
        self._desk = desk
        self._new_id = new_id
        self._origin = origin

    def decide(self, rows: Rows) -> list[RowReport]:
        """Record them. Raises ``Busy`` where the desk stays full."""
        commands = [row.item.command(self._new_id, self._origin) for row in rows]
        outcomes = self._submit(commands)
        return [report_of(*each) for each in zip(rows, outcomes, strict=True)]

    def _submit(self, commands: Sequence[Pay]) -> list[Outcome]:
        for pause in _PAUSES:
            try:
                return self._desk.submit(commands).result()
            except Busy:
                time.sleep(pause)
        return self._desk.submit(commands).result()


class PaymentRehearsal:
    """Says what a recording would do, by the decisions that it uses, and does nothing.

    What is repeated in the file meets its first row, so those are remembered, and no others.
    """

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        new_id: NewId,
        catalogue: Callable[[], Catalogue],
        origin: Origin,
        table: Table,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._new_id = new_id
        self._catalogue = catalogue
        self._origin = origin
        found = read_rows(table, payment_of)
        self._repeated = repeated_marks(
            each.item.document for each in found if isinstance(each, Parsed)
        )
        self._met: dict[OperationKey, StoredOperation] = {}

    def decide(self, rows: Rows) -> list[RowReport]:
        """What would become of each row."""
        commands = [row.item.command(self._new_id, self._origin) for row in rows]
        state = BatchState(self._clock.moment(), self._new_id, self._catalogue())
        state.operations.update(self._met)
        with self._unit_of_work() as unit:
            _load(unit.driver, commands, state)
        outcomes = [decide(command, state) for command in commands]
        for command in commands:
            if mark_of(command.external_id) in self._repeated and command.key in state.operations:
                self._met[command.key] = state.operations[command.key]
        return [report_of(*each) for each in zip(rows, outcomes, strict=True)]


def _load(driver: Connection[Any], commands: Sequence[Pay], state: BatchState) -> None:
    """Accounts and operations as they are; nothing is locked, for nothing will be written."""
    numbers = array_literal(sorted({command.account or "" for command in commands}))
    keys = sorted({command.key for command in commands})
    for row in driver.execute(reading.READ_ACCOUNTS, [numbers]):
        absorbing.absorb_account(state, row)
    for row in driver.execute(reading.OPERATIONS, columns(keys)) if keys else ():
        absorbing.absorb_operation(state, row)
