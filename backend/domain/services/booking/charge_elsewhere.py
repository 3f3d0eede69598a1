"""Charges of accounts whose money is kept elsewhere: what to ask for, and the decision after it."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from backend.domain.commands import Charge, Command
from backend.domain.outcome import Outcome
from backend.domain.services.booking.account_book import Answer
from backend.domain.services.booking.ask import Booking, Wish
from backend.domain.services.booking.end import end_of
from backend.domain.services.booking.rely import as_if_rich, on_answer
from backend.domain.services.charging.process_batch import decide
from backend.domain.services.charging.state import BatchState, Elsewhere


def wishes_of(commands: Sequence[Command], state: BatchState) -> list[Wish | None]:
    """What the commands would take if only the money were there; the state is worth nothing then.

    A repeated id, a blocked account, a product that cannot be charged like this: all that is
    answered without the other billing, so nothing is asked for it.
    """
    return [_wish(command, state) for command in commands]


def _wish(command: Command, state: BatchState) -> Wish | None:
    account = state.accounts.get(command.account or "")
    if account is None or account.elsewhere is None or not isinstance(command, Charge):
        return None
    account.elsewhere = as_if_rich()
    before = len(state.changes.charges)
    decide(command, state)
    taken = state.changes.charges[before:]
    if not taken:
        return None
    integrator_id, kind, external_id = command.key
    return Wish(
        account_id=account.id,
        number=account.number,
        cause=f"{kind}:{integrator_id}:{external_id}",
        amount=command.amount,
        text=taken[0].text,
    )


def decide_booked(
    commands: Sequence[Command],
    bookings: Sequence[Booking | None],
    answers: Mapping[UUID, Answer],
    still_asked: Collection[UUID],
    state: BatchState,
) -> list[Outcome]:
    """The outcomes, each command relying on what was set aside for it and on nothing else.

    ``still_asked``: bookings that nobody else has ended meanwhile.
    """
    outcomes = []
    for command, booking in zip(commands, bookings, strict=True):
        usable = booking if booking and booking.id in still_asked else None
        answer = answers.get(usable.id) if usable else None
        outcomes.append(_decide(command, usable, answer, state))
    return outcomes


def _decide(
    command: Command, booking: Booking | None, answer: Answer | None, state: BatchState
) -> Outcome:
    account = state.accounts.get(command.account or "")
    relied = on_answer(answer)
    if account is not None and account.elsewhere is not None:
        account.elsewhere = relied
    before = len(state.changes.charges)
    outcome = decide(command, state)
    charges = [charge.id for charge in state.changes.charges[before:]]
    if booking is not None and answer is not None:
        state.changes.bookings.append(
            end_of(booking, answer, state.moment.at, taken=relied.taken, charges=charges)
        )
    if account is not None and account.elsewhere is not None:
        account.elsewhere = Elsewhere()
    return outcome
