"""Ask for a correction: done at once, or, above the limit, left to a second person."""

import hashlib
import json
from collections.abc import Callable
from uuid import UUID

from backend.domain.services.correcting.book import CorrectionBook
from backend.domain.services.correcting.decide_correction import expired
from backend.domain.services.correcting.give_back import give_back
from backend.domain.services.correcting.judge_correction import needs_second_person, refuse, sum_of
from backend.domain.services.correcting.refusals import CorrectionWaits, SecondPersonNeeded
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectedCharge,
    CorrectionRow,
    CorrectionRules,
    CorrectionState,
)
from backend.domain.services.subscribing.fingerprint import KeyConflict
from backend.domain.values.moment import Moment


def correct_charge(
    command: CorrectCharge,
    book: CorrectionBook,
    rules: CorrectionRules,
    moment: Moment,
    new_id: Callable[[], UUID],
) -> CorrectionRow:
    """The correction, applied or pending. Under a known key it is the one that there is.

    Raises ``NotFound``, ``KeyConflict``, ``InvalidRequest``, ``ChargeReversed``, ``MoreThanLeft``,
    ``CorrectionWaits``, ``SecondPersonNeeded`` and ``NotAllowed``; then nothing is done.
    """
    charge = book.lock_charge(command.charge_id)
    stored = book.under_key(charge.account.id, command.key)
    if stored is not None:
        if stored.fingerprint != fingerprint(command):
            raise KeyConflict
        return stored
    _make_room(charge, book, moment)
    row = _asked(command, charge, rules, moment, new_id)
    if row.second_person:
        if command.by.is_script:
            raise SecondPersonNeeded
        book.add(row)
        return row
    given = give_back(row, charge, moment, new_id)
    book.give_back(given, moment)
    applied = row._replace(
        state=CorrectionState.APPLIED,
        decided_at=moment.at,
        transaction_id=given.transaction.id,
    )
    book.add(applied)
    return applied


def fingerprint(command: CorrectCharge) -> bytes:
    """SHA-256 of what is asked for: not who asks for it."""
    content = [command.charge_id, command.kind, command.amount, command.first_day, command.reason]
    return hashlib.sha256(json.dumps(content, default=str).encode()).digest()


def _make_room(charge: CorrectedCharge, book: CorrectionBook, moment: Moment) -> None:
    waiting = book.waiting(charge)
    if waiting is None:
        return
    if moment.at < waiting.expires_at:
        raise CorrectionWaits
    book.decide(expired(waiting, moment))


def _asked(
    command: CorrectCharge,
    charge: CorrectedCharge,
    rules: CorrectionRules,
    moment: Moment,
    new_id: Callable[[], UUID],
) -> CorrectionRow:
    amount = sum_of(command, charge)
    refusal = refuse(command.kind, amount, charge)
    if refusal is not None:
        raise refusal
    return CorrectionRow(
        id=new_id(),
        account_id=charge.account.id,
        charge_id=charge.id,
        kind=command.kind,
        amount=amount,
        first_day=command.first_day,
        reason=command.reason,
        key=command.key,
        fingerprint=fingerprint(command),
        second_person=needs_second_person(amount, charge, rules),
        requested_by=command.by.name,
        requested_at=moment.at,
        expires_at=moment.at + rules.lifetime,
        state=CorrectionState.PENDING,
        decided_by=None,
        decided_at=None,
        decision_reason="",
        transaction_id=None,
    )
