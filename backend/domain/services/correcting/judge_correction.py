"""How much is given back, what stands against it, and whether one person is enough."""

from backend.domain.errors import InvalidRequest, NotAllowed, VitrinaError
from backend.domain.services.correcting.refusals import ChargeReversed, MoreThanLeft
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectedCharge,
    CorrectionKind,
    CorrectionRules,
)
from backend.domain.values.period import Period
from backend.domain.values.rounding import half_up
from backend.domain.values.status import AccountStatus


def sum_of(command: CorrectCharge, charge: CorrectedCharge) -> int:
    """Kopecks that the correction gives back. Raises ``InvalidRequest`` where the charge has no
    such days; what is not there to be given back is for ``refuse`` to say."""
    if command.kind is CorrectionKind.REVERSAL:
        return charge.left
    if command.first_day is None:
        return command.amount or 0
    whole = charge.period
    if whole is None or not whole.start <= command.first_day < whole.end:
        raise InvalidRequest("the charge is for no such day")
    rest = Period(command.first_day, whole.end)
    return max(half_up(charge.amount * rest.days, whole.days) - charge.refunded, 0)


def refuse(kind: CorrectionKind, amount: int, charge: CorrectedCharge) -> VitrinaError | None:
    """What stands against giving the sum back now. A reversal is of exactly what is left: what was
    confirmed was a sum, and another one is for people to look at again."""
    if charge.account.status is AccountStatus.CLOSED:
        return NotAllowed("the account is closed")
    if charge.reversed:
        return ChargeReversed()
    if not 0 < amount <= charge.left:
        return MoreThanLeft()
    if kind is CorrectionKind.REVERSAL and amount != charge.left:
        return MoreThanLeft()
    return None


def needs_second_person(amount: int, charge: CorrectedCharge, rules: CorrectionRules) -> bool:
    """Whether somebody else has to confirm it. What was given back of the charge before counts, so
    that a large sum is not given back in small ones."""
    return charge.refunded + amount > rules.limit
