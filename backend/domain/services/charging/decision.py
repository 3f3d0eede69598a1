"""The result of deciding one command against the state: a code, and what it made."""

from dataclasses import dataclass
from uuid import UUID

from backend.domain.values.codes import Code, OperationStatus


@dataclass(frozen=True, slots=True)
class Decision:
    """``recorded`` is false where the refusal must leave no trace under the operation's id."""

    code: Code
    amount: int | None = None
    target_id: UUID | None = None
    recorded: bool = True

    @property
    def status(self) -> OperationStatus:
        """How the operation is remembered."""
        return OperationStatus.APPLIED if self.code is Code.OK else OperationStatus.DECLINED


def refused(code: Code, amount: int | None = None, *, recorded: bool = True) -> Decision:
    """A refusal."""
    return Decision(code, amount, recorded=recorded)
