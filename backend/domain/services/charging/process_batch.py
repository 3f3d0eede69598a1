"""Decide a batch: commands in, outcomes out in the same order, rows to write in between.

The order of checks is the same for every command and every door: unknown account → an id that is
already known (same content: the stored result again; other content: conflict) → the decision
itself. So a retry of a success is recognised even when there is no money left.
"""

from collections.abc import Callable, Sequence
from typing import Any

from backend.domain.commands import (
    UNSEEN,
    Capture,
    Charge,
    Check,
    Command,
    Hold,
    Pay,
    Release,
    ReportStatus,
    Reverse,
    fingerprint,
)
from backend.domain.outcome import Outcome, Verdict
from backend.domain.ports import OperationBook
from backend.domain.services.charging.decision import Decision, refused
from backend.domain.services.charging.funds import refuse_debit
from backend.domain.services.charging.place_hold import decide_hold
from backend.domain.services.charging.record_payment import decide_payment
from backend.domain.services.charging.report_status import decide_status
from backend.domain.services.charging.reverse_charge import decide_reversal
from backend.domain.services.charging.rows import OperationRow
from backend.domain.services.charging.settle_hold import decide_capture, decide_release
from backend.domain.services.charging.state import AccountState, BatchState, StoredOperation
from backend.domain.services.charging.take_charge import decide_charge
from backend.domain.values.codes import (
    RECONSIDERED,
    Code,
    OperationStatus,
    RefusalPolicy,
)
from backend.domain.values.moment import Moment


def process_batch(
    commands: Sequence[Command], book: OperationBook, moment: Moment
) -> list[Outcome]:
    """Load what the commands concern, decide them in order, store what changed."""
    state = book.load(commands, moment)
    outcomes = [decide(command, state) for command in commands]
    book.store(state)
    return outcomes


def check_batch(checks: Sequence[Check], book: OperationBook, moment: Moment) -> list[Verdict]:
    """What a charge would be answered, by the decision that a charge uses; nothing is locked."""
    accounts = book.read_accounts(checks, moment)
    return [judge(check, accounts.get(check.account), moment) for check in checks]


def decide(command: Command, state: BatchState) -> Outcome:
    """The outcome of one command; its effects are in the state and its changes."""
    account = _account_of(command, state)
    if account is None and _is_about_an_account(command, state):
        return _outcome(command, refused(Code.UNKNOWN_ACCOUNT, recorded=False), None, state)
    print_of_content = fingerprint(command, account.number if account else None)
    stored = state.operations.get(command.key)
    if stored is not None and not _is_reconsidered(stored, command, print_of_content):
        return _repeat(command, stored, account, print_of_content)
    decision = _decide(command, account, state)
    if decision.recorded:
        state.remember(_row(command, decision, account, print_of_content, state))
    return _outcome(command, decision, account, state)


def _account_of(command: Command, state: BatchState) -> AccountState | None:
    if command.account is not None:
        return state.accounts.get(command.account)
    return state.account_of(command.concerns)


def _is_about_an_account(command: Command, state: BatchState) -> bool:
    """Whether it names an account or an operation of one: where that is not found, it is closed."""
    if command.account is not None:
        return True
    earlier = state.operations.get(command.concerns)
    return earlier is not None and earlier.account_id is not None


def _decide(command: Command, account: AccountState | None, state: BatchState) -> Decision:
    settle = _BY_EARLIER_OPERATION.get(type(command))
    if settle is not None:
        return settle(command, account, state)
    if account is None:
        return refused(Code.UNKNOWN_ACCOUNT, recorded=False)
    return _BY_ACCOUNT[type(command)](command, account, state)


_BY_ACCOUNT: dict[type[Command], Callable[[Any, AccountState, BatchState], Decision]] = {
    Charge: decide_charge,
    Hold: decide_hold,
    ReportStatus: decide_status,
    Pay: decide_payment,
}
_BY_EARLIER_OPERATION: dict[
    type[Command], Callable[[Any, AccountState | None, BatchState], Decision]
] = {
    Reverse: decide_reversal,
    Capture: decide_capture,
    Release: decide_release,
}


def _is_reconsidered(stored: StoredOperation, command: Command, content: bytes) -> bool:
    return (
        stored.status is OperationStatus.DECLINED
        and stored.code in RECONSIDERED
        and stored.fingerprint == content
        and command.terms.refusals is RefusalPolicy.RECONSIDER
    )


def _repeat(
    command: Command, stored: StoredOperation, account: AccountState | None, content: bytes
) -> Outcome:
    taken_back = stored.status in (OperationStatus.TOMBSTONE, OperationStatus.REVERSED)
    if stored.fingerprint not in (content, UNSEEN):
        return Outcome(
            code=Code.CONFLICT,
            kind=command.kind,
            external_id=command.external_id,
            account=command.account,
        )
    return Outcome(
        code=Code.REVERSED if taken_back else stored.code,
        kind=command.kind,
        external_id=command.external_id,
        status=stored.status,
        account=account.number if account else command.account,
        amount=stored.amount,
        available=stored.available,
        id=stored.id,
        target_id=stored.target_id,
        recorded_at=stored.recorded_at,
        replayed=stored.id != command.id,
    )


def _row(
    command: Command,
    decision: Decision,
    account: AccountState | None,
    content: bytes,
    state: BatchState,
) -> OperationRow:
    return OperationRow(
        command.terms.integrator_id,
        command.kind,
        command.external_id,
        command.id,
        account.id if account else None,
        content,
        decision.status,
        decision.code,
        decision.amount,
        account.told_available(state.moment.at) if account else None,
        decision.target_id,
        command.origin.door,
        command.origin.correlation_id,
        state.moment.at,
    )


def _outcome(
    command: Command, decision: Decision, account: AccountState | None, state: BatchState
) -> Outcome:
    return Outcome(
        code=decision.code,
        kind=command.kind,
        external_id=command.external_id,
        status=decision.status,
        account=account.number if account else command.account,
        amount=decision.amount,
        available=account.told_available(state.moment.at) if account else None,
        id=command.id if decision.recorded else None,
        target_id=decision.target_id,
        recorded_at=state.moment.at,
    )


def judge(check: Check, account: AccountState | None, moment: Moment) -> Verdict:
    """The verdict on one check."""
    if account is None:
        return Verdict(
            code=Code.UNKNOWN_ACCOUNT, account=check.account, external_id=check.external_id
        )
    reason = refuse_debit(account, check.amount, check.terms, moment)
    return Verdict(
        code=reason or Code.OK,
        account=check.account,
        external_id=check.external_id,
        available=account.told_available(moment.at),
    )
