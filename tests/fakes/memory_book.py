"""An operation book in memory: the same port as PostgreSQL's, without the database.

It keeps rows as they were stored and hands out copies, so a batch that is not stored changes
nothing. It has none of the database's constraints and runs one batch at a time.
"""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import date, datetime
from uuid import UUID, uuid4

from backend.domain.catalogue import Catalogue, TaxRate
from backend.domain.commands import Check, Command, OperationKey
from backend.domain.services.charging.rows import (
    ChargeRow,
    EntryRow,
    PaymentRow,
    ProductRow,
    SubscriptionEventRow,
    SubscriptionRow,
    TransactionRow,
)
from backend.domain.services.charging.state import (
    AccountState,
    BatchState,
    ProductKey,
    StoredCharge,
    StoredHold,
    StoredOperation,
    StoredSubscription,
    SubscriptionKey,
)
from backend.domain.values.moment import Moment
from backend.domain.values.status import (
    FINAL_STATES,
    AccountStatus,
    HoldState,
    SubscriptionState,
)

UNTAXED = Catalogue(rates=(TaxRate(date.min, 0),))
"""A house without tax, for tests that do not care; a charge is one entry there."""


class MemoryBook:
    """Implements the ``OperationBook`` port; its attributes are there for tests to look at.

    ``cancelled``: what subscribers have left, and the day on which it ends.
    """

    def __init__(self, new_id: Callable[[], UUID] = uuid4, catalogue: Catalogue = UNTAXED) -> None:
        self._new_id = new_id
        self.catalogue = catalogue
        self.accounts: dict[str, AccountState] = {}
        self.operations: dict[OperationKey, StoredOperation] = {}
        self.products: dict[ProductKey, ProductRow] = {}
        self.subscriptions: dict[UUID, SubscriptionRow] = {}
        self.cancelled: dict[UUID, date] = {}
        self.events: list[SubscriptionEventRow] = []
        self.transactions: list[TransactionRow] = []
        self.entries: list[EntryRow] = []
        self.charges: dict[UUID, ChargeRow] = {}
        self.reversed: set[UUID] = set()
        self.payments: list[PaymentRow] = []
        self.holds: dict[UUID, StoredHold] = {}

    def open_account(
        self,
        number: str,
        balance: int = 0,
        *,
        credit_limit: int = 0,
        promised: int = 0,
        promised_until: datetime | None = None,
        status: AccountStatus = AccountStatus.ACTIVE,
    ) -> AccountState:
        """An account as if it had always been there."""
        account = AccountState(
            id=len(self.accounts) + 1,
            number=number,
            status=status,
            balance=balance,
            held=0,
            credit_limit=credit_limit,
            promised=promised,
            promised_until=promised_until,
        )
        self.accounts[number] = account
        return account

    def cancel(self, subscription_id: UUID, on: date) -> None:
        """What a subscriber's leaving leads to."""
        row = self.subscriptions[subscription_id]
        self.subscriptions[row.id] = row._replace(state=SubscriptionState.CANCELLING)
        self.cancelled[row.id] = on

    def load(self, commands: Sequence[Command], moment: Moment) -> BatchState:
        """Everything there is, whatever the commands concern."""
        del commands
        accounts = self._open_accounts(moment)
        return BatchState(
            moment,
            self._new_id,
            self.catalogue,
            accounts=accounts,
            accounts_by_id={account.id: account for account in accounts.values()},
            operations={key: copy(operation) for key, operation in self.operations.items()},
            products={key: row.id for key, row in self.products.items()},
            subscriptions=self._living(),
            charges={row.id: self._stored(row) for row in self.charges.values()},
            holds={
                (hold.integrator_id, hold.external_id): copy(hold) for hold in self.holds.values()
            },
        )

    def read_accounts(self, checks: Sequence[Check], moment: Moment) -> dict[str, AccountState]:
        """The accounts by number."""
        del checks
        return self._open_accounts(moment)

    def store(self, state: BatchState) -> None:
        """Keep what changed."""
        changes = state.changes
        self.operations = {key: copy(stored) for key, stored in state.operations.items()}
        self.products |= {(row.integrator_id, row.code): row for row in changes.products}
        self.transactions += changes.transactions
        self.entries += changes.entries
        self.payments += changes.payments
        self.events += changes.subscription_events
        self.charges |= {row.id: row for row in changes.charges}
        self.reversed |= {charge.id for charge in changes.reversed_charges}
        self.holds |= {hold.id: copy(hold) for hold in state.holds.values()}
        self._store_subscriptions(state)
        for account_id, balance, held in state.account_deltas():
            account = next(a for a in self.accounts.values() if a.id == account_id)
            account.balance += balance
            account.held += held

    def _store_subscriptions(self, state: BatchState) -> None:
        changes = state.changes
        self.subscriptions |= changes.subscriptions
        for updated in changes.subscription_updates.values():
            self.subscriptions[updated.id] = self.subscriptions[updated.id]._replace(
                state=updated.state, paid_through=updated.paid_through
            )
        for charge in changes.reversed_charges:
            standing = [
                row.period_end
                for row in self.charges.values()
                if row.subscription_id == charge.subscription_id
                and row.id not in self.reversed
                and row.period_end is not None
            ]
            self.subscriptions[charge.subscription_id] = self.subscriptions[
                charge.subscription_id
            ]._replace(paid_through=max(standing, default=None))

    def _open_accounts(self, moment: Moment) -> dict[str, AccountState]:
        accounts = {
            account.number: copy(account)
            for account in self.accounts.values()
            if account.status is not AccountStatus.CLOSED
        }
        for account in accounts.values():
            account.spent_today = self._spent(account.id, moment)
        return accounts

    def _spent(self, account_id: int, moment: Moment) -> dict[int, int]:
        spent: dict[int, int] = {}
        for row in self.charges.values():
            counts = row.account_id == account_id and row.business_date == moment.today
            if counts and row.id not in self.reversed:
                spent[row.integrator_id] = spent.get(row.integrator_id, 0) + row.amount
        for hold in self.holds.values():
            if hold.account_id == account_id and hold.state is HoldState.OPEN:
                spent[hold.integrator_id] = spent.get(hold.integrator_id, 0) + hold.remaining
        return spent

    def _living(self) -> dict[SubscriptionKey, StoredSubscription]:
        return {
            (row.account_id, row.integrator_id, row.external_key): StoredSubscription(
                row.account_id,
                row.id,
                row.product_id,
                row.state,
                row.paid_through,
                self.cancelled.get(row.id),
            )
            for row in self.subscriptions.values()
            if row.state not in FINAL_STATES
        }

    def _stored(self, row: ChargeRow) -> StoredCharge:
        return StoredCharge(
            row.account_id,
            row.id,
            row.integrator_id,
            row.external_id,
            row.amount,
            row.subscription_id,
            row.business_date,
            row.id in self.reversed,
            row.vat_amount,
        )
