"""The operation book on PostgreSQL: lock and read a batch's rows, write its changes.

Statements go out in pipelines, so a batch costs two round trips and a commit, however many tables
it touches. Accounts are locked before anything else is read, in ascending order; operations are
inserted in key order. So batches of any process wait for each other but never in a circle.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection, Cursor, IntegrityError

from backend.domain.catalogue import Catalogue
from backend.domain.commands import Check, Command, OperationKey
from backend.domain.ports import OperationRaced
from backend.domain.services.charging.rows import OperationRow, ProductRow, SubscriptionRow
from backend.domain.services.charging.state import (
    AccountState,
    BatchState,
    ProductKey,
    StoredSubscription,
)
from backend.domain.values.moment import Moment
from backend.storage.arrays import array_literal, columns
from backend.storage.charging import absorbing, reading, writing
from backend.storage.charging.keys import BatchKeys
from backend.storage.charging.writing import end_row

Absorb = Callable[[BatchState, absorbing.Row], None]
Read = tuple[str, Sequence[Any], Absorb]


class PostgresBook:
    """One batch's view of the database, inside the caller's transaction."""

    def __init__(
        self, driver: Connection[Any], new_id: Callable[[], UUID], catalogue: Catalogue
    ) -> None:
        self._driver = driver
        self._new_id = new_id
        self._catalogue = catalogue

    @property
    def driver(self) -> Connection[Any]:
        """The transaction's connection."""
        return self._driver

    def load(self, commands: Sequence[Command], moment: Moment) -> BatchState:
        """Lock the accounts, then read operations, charges, holds, subscriptions, products."""
        keys = BatchKeys.of(commands)
        found = self._accounts_of(keys.unnamed)
        keys.numbers.update(found.values())
        state = BatchState(moment, self._new_id, self._catalogue)
        self._read(state, _reads(keys, moment))
        if _came_meanwhile(keys.unnamed, state, found):
            raise OperationRaced
        return state

    def read_accounts(self, checks: Sequence[Check], moment: Moment) -> dict[str, AccountState]:
        """The accounts that the checks concern, unlocked."""
        keys = BatchKeys.of_checks(checks)
        state = BatchState(moment, self._new_id, self._catalogue)
        numbers = array_literal(sorted(keys.numbers))
        reads: list[Read] = [(reading.READ_ACCOUNTS, [numbers], absorbing.absorb_account)]
        if keys.limited_by_day:
            reads.append(_spent_today(numbers, moment))
        self._read(state, reads)
        return state.accounts

    def store(self, state: BatchState) -> None:
        """Write all that changed; raise ``OperationRaced`` where another batch was first."""
        once: list[tuple[Cursor[Any], int]] = []
        try:
            with self._driver.pipeline():
                for sql, rows in _inserts_that_may_race(state):
                    if rows:
                        once.append((self._insert(sql, rows), len(rows)))
                for sql, rows in _writes(state):
                    if rows:
                        self._insert(sql, rows)
        except IntegrityError as error:  # such as a subscription to a product of ours that is not
            if _raced(once):
                raise OperationRaced from error
            raise
        if _raced(once):
            raise OperationRaced

    def _accounts_of(self, unnamed: Collection[OperationKey]) -> dict[int, str]:
        """The accounts, closed ones too, of commands that only name an earlier operation."""
        if not unnamed:
            return {}
        given = columns(sorted(unnamed))
        return dict(self._driver.execute(reading.ACCOUNTS_OF_OPERATIONS, given).fetchall())

    def _read(self, state: BatchState, reads: Iterable[Read]) -> None:
        with self._driver.pipeline():
            answers = [(self._driver.execute(sql, given), absorb) for sql, given, absorb in reads]
        for cursor, absorb in answers:
            for row in cursor.fetchall():
                absorb(state, row)

    def _insert(self, sql: str, rows: Sequence[Sequence[Any]]) -> Cursor[Any]:
        return self._driver.execute(sql, columns(rows))


def _raced(once: Iterable[tuple[Cursor[Any], int]]) -> bool:
    """Whether an insert has found fewer rows to be new than it brought; -1 is one that failed."""
    return any(0 <= cursor.rowcount < expected for cursor, expected in once)


def _came_meanwhile(
    unnamed: Iterable[OperationKey], state: BatchState, found: Mapping[int, str]
) -> bool:
    """Whether an operation was stored between the look for its account and the lock on it."""
    earlier = [state.operations[key] for key in unnamed if key in state.operations]
    accounts = {operation.account_id for operation in earlier} - {None}
    return not accounts <= found.keys() | state.accounts_by_id.keys()


def _reads(keys: BatchKeys, moment: Moment) -> list[Read]:
    numbers = array_literal(sorted(keys.numbers))
    reads: list[Read] = [
        (reading.LOCK_ACCOUNTS, [numbers], absorbing.absorb_account),
        (reading.OPERATIONS, columns(sorted(keys.operations)), absorbing.absorb_operation),
    ]
    if keys.charges:
        reads.append((reading.CHARGES, columns(sorted(keys.charges)), absorbing.absorb_charge))
    if keys.holds:
        holds = columns(sorted(keys.holds))
        reads.append((reading.HOLDS, holds, absorbing.absorb_hold))
        reads.append((reading.PRODUCTS_OF_HOLDS, holds, absorbing.absorb_product))
    if keys.subscriptions:
        reads.append((reading.SUBSCRIPTIONS, [numbers], absorbing.absorb_subscription))
    if keys.products:
        reads.append((reading.PRODUCTS, columns(sorted(keys.products)), absorbing.absorb_product))
    if keys.limited_by_day:
        reads.append(_spent_today(numbers, moment))
    return reads


def _spent_today(numbers: str, moment: Moment) -> Read:
    return (reading.SPENT_TODAY, [moment.today, numbers], absorbing.absorb_spent)


def _inserts_that_may_race(state: BatchState) -> list[tuple[str, Sequence[Sequence[Any]]]]:
    operations = sorted(state.changes.operations, key=_operation_key)
    products = sorted(state.changes.products, key=_product_key)
    return [(writing.INSERT_OPERATIONS, operations), (writing.INSERT_PRODUCTS, products)]


def _operation_key(row: OperationRow) -> OperationKey:
    return (row.integrator_id, row.kind, row.external_id)


def _product_key(row: ProductRow) -> ProductKey:
    return (row.integrator_id, row.code)


def _writes(state: BatchState) -> list[tuple[str, Sequence[Sequence[Any]]]]:
    changes = state.changes
    reversed_charges = [(charge.account_id, charge.id) for charge in changes.reversed_charges]
    today = state.moment.today
    shortened = {(c.account_id, c.subscription_id, today) for c in changes.reversed_charges}
    begun = changes.subscriptions
    moved = changes.subscription_updates
    return [
        (
            # First the old ones: one may have ended so that another could begin under its key.
            writing.UPDATE_SUBSCRIPTIONS,
            [
                (s.account_id, s.id, s.state, s.paid_through)
                for s in moved.values()
                if s.id not in begun
            ],
        ),
        (
            writing.INSERT_SUBSCRIPTIONS,
            [_as_it_became(row, moved.get(row.id)) for row in begun.values()],
        ),
        (writing.INSERT_SUBSCRIPTION_EVENTS, changes.subscription_events),
        (writing.INSERT_TRANSACTIONS, changes.transactions),
        (writing.INSERT_ENTRIES, changes.entries),
        (writing.INSERT_CHARGES, changes.charges),
        (writing.INSERT_PAYMENTS, changes.payments),
        (writing.INSERT_HOLDS, changes.holds),
        (writing.UPDATE_ACCOUNTS, state.account_deltas()),
        (
            writing.UPDATE_HOLDS,
            [(h.account_id, h.id, h.remaining, h.state) for h in changes.hold_updates.values()],
        ),
        (writing.END_BOOKINGS, [end_row(end) for end in changes.bookings]),
        (writing.UPDATE_REVERSED_CHARGES, reversed_charges),
        (writing.UPDATE_PAID_THROUGH, sorted(shortened)),
        (writing.UPDATE_RECONSIDERED_OPERATIONS, list(changes.reconsidered.values())),
        (
            writing.UPDATE_MARKED_OPERATIONS,
            [(*key, status) for key, status in changes.marked_operations.items()],
        ),
    ]


def _as_it_became(row: SubscriptionRow, moved: StoredSubscription | None) -> SubscriptionRow:
    return row._replace(state=moved.state, paid_through=moved.paid_through) if moved else row
