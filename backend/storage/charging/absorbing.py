"""Rows of the reading statements, put into a batch's state."""

from typing import Any

from backend.domain.services.charging.state import (
    AccountState,
    BatchState,
    Elsewhere,
    StoredCharge,
    StoredHold,
    StoredOperation,
    StoredSubscription,
)
from backend.domain.values.codes import Code, OperationKind, OperationStatus
from backend.domain.values.status import AccountStatus, HoldState, SubscriptionState

Row = tuple[Any, ...]


def account_of_row(row: Row) -> AccountState:
    """An account as the decisions see it."""
    number, status = row[1], AccountStatus(row[2])
    account = AccountState(row[0], number, status, *row[3:8])
    account.elsewhere = Elsewhere() if row[8] else None
    return account


def absorb_account(state: BatchState, row: Row) -> None:
    """Take in a locked account."""
    account = account_of_row(row)
    state.accounts[account.number] = account
    state.accounts_by_id[account.id] = account


def absorb_operation(state: BatchState, row: Row) -> None:
    """Take in an operation that is already known."""
    integrator_id, kind, external_id, id_, account_id, content, status, code, *rest = row
    state.operations[(integrator_id, OperationKind(kind), external_id)] = StoredOperation(
        id_, account_id, content, OperationStatus(status), Code(code), *rest
    )


def absorb_charge(state: BatchState, row: Row) -> None:
    """Take in a charge that a reversal names."""
    charge = StoredCharge(*row)
    state.charges[charge.id] = charge


def absorb_hold(state: BatchState, row: Row) -> None:
    """Take in a hold that a capture or a release names."""
    hold = StoredHold(*row)
    hold.state = HoldState(hold.state)
    state.holds[(hold.integrator_id, hold.external_id)] = hold


def absorb_subscription(state: BatchState, row: Row) -> None:
    """Take in a living subscription of one of the accounts."""
    integrator_id, external_key, account_id, id_, product_id, current, *days = row
    state.subscriptions[(account_id, integrator_id, external_key)] = StoredSubscription(
        account_id, id_, product_id, SubscriptionState(current), *days
    )


def absorb_product(state: BatchState, row: Row) -> None:
    """Take in a known product."""
    integrator_id, code, id_ = row
    state.products[(integrator_id, code)] = id_


def absorb_spent(state: BatchState, row: Row) -> None:
    """Take in what an integrator has spent of an account today; a closed one is not there."""
    number, integrator_id, amount = row
    if number in state.accounts:
        state.accounts[number].spent_today[integrator_id] = amount
