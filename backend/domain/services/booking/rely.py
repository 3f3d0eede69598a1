"""What a decision may rely on of money that is kept elsewhere."""

from backend.domain.services.booking.account_book import AccountInfo, Answer, BookState
from backend.domain.services.charging.state import Elsewhere
from backend.domain.values.codes import Code
from backend.domain.values.money import MAX_KOPECKS
from backend.domain.values.status import AccountStatus


def as_if_rich() -> Elsewhere:
    """For a decision that is not stored: what would be taken if only the money were there."""
    return Elsewhere(reserved=MAX_KOPECKS, refusal=None)


def on_answer(answer: Answer | None) -> Elsewhere:
    """What was set aside, and nothing else."""
    if answer is None:
        return Elsewhere()
    if answer.state is BookState.RESERVED:
        return Elsewhere(reserved=answer.amount, refusal=None, told=answer.available)
    if answer.state is BookState.REFUSED:
        reason = answer.reason or Code.NOT_ENOUGH_MONEY
        return Elsewhere(refusal=reason, told=answer.available)
    return Elsewhere()


def on_info(info: AccountInfo | None) -> Elsewhere:
    """For a question, which takes nothing: what that billing would set aside now."""
    if info is None:
        return Elsewhere()
    if info.status is AccountStatus.ACTIVE:
        return Elsewhere(reserved=info.available, refusal=None, told=0)
    blocked = info.status is AccountStatus.BLOCKED
    return Elsewhere(refusal=Code.ACCOUNT_BLOCKED if blocked else Code.UNKNOWN_ACCOUNT)
