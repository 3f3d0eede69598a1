"""What became of one command: the same dataclass is rendered by every door."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from backend.domain.values.codes import ADVICE, Advice, Code, OperationKind, OperationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one command. Sums in kopecks.

    ``replayed``: nothing was done now, this is the stored result of an earlier call.
    ``available``: what the account could spend right after the operation.
    ``target_id``: the charge, hold or payment that the operation made or undid.
    """

    code: Code
    kind: OperationKind
    external_id: str
    status: OperationStatus = OperationStatus.DECLINED
    account: str | None = None
    amount: int | None = None
    available: int | None = None
    id: UUID | None = None
    target_id: UUID | None = None
    recorded_at: datetime | None = None
    replayed: bool = False

    @property
    def ok(self) -> bool:
        """Whether what was asked for is now true."""
        return self.code is Code.OK

    @property
    def advice(self) -> Advice:
        """What the caller should do next."""
        return ADVICE[self.code]

    def as_replay(self) -> Self:
        """The same result, said once more."""
        return replace(self, replayed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to a check: the code a charge would get, and what is available (kopecks)."""

    code: Code
    account: str
    external_id: str = ""
    available: int | None = None

    @property
    def ok(self) -> bool:
        """Whether a charge would be taken."""
        return self.code is Code.OK
