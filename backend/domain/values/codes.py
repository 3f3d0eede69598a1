"""The words in which an operation's result is said: one code, and what to do next.

Every door (SOAP dialects, REST, command line) renders these same codes. They are stable: a code
is never renamed, and a new meaning gets a new code.
"""

from enum import StrEnum


class Advice(StrEnum):
    """What the caller should do with the operation it sent."""

    NONE = "none"
    RETRY_SAME_ID = "retry_same_id"
    NEW_ID_LATER = "new_id_later"
    NEW_ID_AFTER_CHANGE = "new_id_after_change"
    TREAT_AS_DONE = "treat_as_done"
    NEVER = "never"


class Code(StrEnum):
    """How one operation ended."""

    OK = "ok"
    UNKNOWN_ACCOUNT = "unknown_account"
    ACCOUNT_BLOCKED = "account_blocked"
    NOT_ENOUGH_MONEY = "not_enough_money"
    CHARGE_LIMIT_EXCEEDED = "charge_limit_exceeded"
    DAILY_LIMIT_EXCEEDED = "daily_limit_exceeded"
    CONFLICT = "conflict"
    REVERSED = "reversed"
    UNKNOWN_OPERATION = "unknown_operation"
    UNKNOWN_HOLD = "unknown_hold"
    HOLD_CLOSED = "hold_closed"
    HOLD_EXPIRED = "hold_expired"
    HOLD_EXCEEDED = "hold_exceeded"
    TRANSITION_REFUSED = "transition_refused"
    TEMPLATE_NOT_FILLED = "template_not_filled"
    CHARGED_BY_BILLING = "charged_by_billing"
    SUBSCRIPTION_CANCELLED = "subscription_cancelled"
    KEPT_ELSEWHERE = "kept_elsewhere"
    BOOK_UNAVAILABLE = "book_unavailable"
    FAILED = "failed"
    BUSY = "busy"


ADVICE: dict[Code, Advice] = {
    Code.OK: Advice.NONE,
    Code.UNKNOWN_ACCOUNT: Advice.NEW_ID_AFTER_CHANGE,
    Code.ACCOUNT_BLOCKED: Advice.NEW_ID_LATER,
    Code.NOT_ENOUGH_MONEY: Advice.NEW_ID_LATER,
    Code.CHARGE_LIMIT_EXCEEDED: Advice.NEW_ID_AFTER_CHANGE,
    Code.DAILY_LIMIT_EXCEEDED: Advice.NEW_ID_LATER,
    Code.CONFLICT: Advice.NEW_ID_AFTER_CHANGE,
    Code.REVERSED: Advice.NEVER,
    Code.UNKNOWN_OPERATION: Advice.TREAT_AS_DONE,
    Code.UNKNOWN_HOLD: Advice.NEW_ID_AFTER_CHANGE,
    Code.HOLD_CLOSED: Advice.NEVER,
    Code.HOLD_EXPIRED: Advice.NEVER,
    Code.HOLD_EXCEEDED: Advice.NEW_ID_AFTER_CHANGE,
    Code.TRANSITION_REFUSED: Advice.NEVER,
    Code.TEMPLATE_NOT_FILLED: Advice.RETRY_SAME_ID,
    Code.CHARGED_BY_BILLING: Advice.NEVER,
    Code.SUBSCRIPTION_CANCELLED: Advice.NEVER,
    Code.KEPT_ELSEWHERE: Advice.NEVER,
    Code.BOOK_UNAVAILABLE: Advice.RETRY_SAME_ID,
    Code.FAILED: Advice.RETRY_SAME_ID,
    Code.BUSY: Advice.RETRY_SAME_ID,
}
"""What to do after each code. Reversing an unknown id is "done": the id can never charge again."""

RECONSIDERED = frozenset(
    {
        Code.NOT_ENOUGH_MONEY,
        Code.ACCOUNT_BLOCKED,
        Code.DAILY_LIMIT_EXCEEDED,
        Code.CHARGE_LIMIT_EXCEEDED,
    }
)
"""Refusals that another day may lift: an integrator chooses whether they are remembered."""


class OperationKind(StrEnum):
    """Kinds of external command. A capture is a charge taken from a hold, so it shares its ids."""

    CHARGE = "charge"
    REVERSE = "reverse"
    HOLD = "hold"
    RELEASE = "release"
    STATUS = "status"
    PAYMENT = "payment"


class OperationStatus(StrEnum):
    """What became of an operation, as asked by its id."""

    APPLIED = "applied"
    DECLINED = "declined"
    REVERSED = "reversed"
    TOMBSTONE = "tombstone"
    """The id was taken back before it arrived: it never takes money."""


class Door(StrEnum):
    """Through which way in a command came."""

    SOAP = "soap"
    REST = "rest"
    CLI = "cli"
    JOB = "job"


class RefusalPolicy(StrEnum):
    """What a repeated id gets after a refusal for lack of money."""

    REMEMBER = "remember"
    RECONSIDER = "reconsider"
