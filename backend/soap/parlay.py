"""Message ids and texts of typed faults, in the style that Parlay X and OneAPI payment use.

``SVC…`` are service exceptions (the request, or the service, is at fault), ``POL…`` are policy
exceptions (the request is right, a rule refuses it). ``%1`` stands for the first variable.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.values.codes import Code

SERVICE, POLICY = "ServiceException", "PolicyException"


@dataclass(frozen=True, slots=True)
class FaultText:
    """How one code is told: which exception, its message id, its text and its variables."""

    message_id: str
    text: str
    variables: tuple[str, ...] = ()

    @property
    def exception(self) -> str:
        """The exception's element and type name."""
        return POLICY if self.message_id.startswith("POL") else SERVICE


def _service_error(code: str) -> FaultText:
    return FaultText("SVC0001", "A service error occurred. Error code is %1", (code,))


def _invalid(part: str) -> FaultText:
    return FaultText("SVC0002", "Invalid input value for message part %1", (part,))


def _policy(code: str) -> FaultText:
    return FaultText("POL0001", "A policy error occurred. Error code is %1", (code,))


_TEXTS: Mapping[str, FaultText] = {
    Code.UNKNOWN_ACCOUNT: FaultText(
        "SVC0004", "No valid addresses provided in message part %1", ("account",)
    ),
    Code.CONFLICT: FaultText(
        "SVC0005", "Correlator specified in message part %1 is a duplicate", ("operationId",)
    ),
    Code.ACCOUNT_BLOCKED: _policy(Code.ACCOUNT_BLOCKED),
    Code.NOT_ENOUGH_MONEY: FaultText("POL1000", "User has insufficient credit for transaction"),
    Code.CHARGE_LIMIT_EXCEEDED: FaultText(
        "POL0254", "The amount exceeds the operator limit for a single charge"
    ),
    Code.DAILY_LIMIT_EXCEEDED: FaultText(
        "POL1001", "The %1 operator charging limit for this user has been exceeded", ("daily",)
    ),
    Code.FAILED: FaultText("SVC0270", "Charging operation failed, the charge was not applied"),
    Code.REVERSED: _policy(Code.REVERSED),
    Code.TRANSITION_REFUSED: _policy(Code.TRANSITION_REFUSED),
    Code.TEMPLATE_NOT_FILLED: _policy(Code.TEMPLATE_NOT_FILLED),
    Code.CHARGED_BY_BILLING: _policy(Code.CHARGED_BY_BILLING),
    Code.SUBSCRIPTION_CANCELLED: _policy(Code.SUBSCRIPTION_CANCELLED),
    Code.HOLD_CLOSED: _policy(Code.HOLD_CLOSED),
    Code.HOLD_EXPIRED: _policy(Code.HOLD_EXPIRED),
    Code.HOLD_EXCEEDED: _policy(Code.HOLD_EXCEEDED),
    Code.UNKNOWN_HOLD: _invalid("hold"),
    Code.UNKNOWN_OPERATION: _invalid("operationId"),
    "invalid_message": _invalid("body"),
    "unknown_call": _invalid("body"),
    "too_many_items": FaultText(
        "POL0003", "Too many addresses specified in message part %1", ("body",)
    ),
    "not_allowed": _policy("not_allowed"),
    "insufficient_scope": _policy("insufficient_scope"),
    "rate_limited": _policy("rate_limited"),
}


def fault_text(code: str) -> FaultText:
    """How a code is told; an unlisted one is a service error that names it."""
    return _TEXTS.get(code) or _service_error(code)
