"""What the staff is answered about runs."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.wire import Incoming, Money, Outgoing
from backend.domain.services.billing.run import RunState, RunView
from backend.domain.values.billing import CatchUp


class RunTotals(Outgoing):
    """What the plan takes."""

    lines: int
    amount: Money
    vat_amount: Money = Field(description="Included in the amount.")


class RunProgress(Outgoing):
    """How far the run has come; counts of lines."""

    chunks: int
    chunks_planned: int
    chunks_done: int
    done: int
    charged: int
    charged_sum: Money
    free: int = Field(description="Periods that cost nothing: trials, pauses, forgiven ones.")
    unpaid: int = Field(description="Suspended for lack of money.")
    superseded: int = Field(description="Changed since the plan; the next run sees how they are.")
    parked: int = Field(description="Left to a person.")
    lines_per_second: float | None = None
    seconds_left: float | None = None


class RunResult(Outgoing):
    """A billing run."""

    id: UUID
    business_date: date
    state: RunState
    hash: str | None = Field(None, description="Of the plan; what is approved.")
    plan: RunTotals
    progress: RunProgress
    difference: dict[str, int] = Field(
        description="Subscriptions that differ from the run before: `new`, `gone`, "
        "`price_changed`, `vat_changed`, and `outliers` far above the average."
    )
    created_at: datetime
    approved_by: str | None = None
    finished_at: datetime | None = None

    @classmethod
    def of(cls, view: RunView) -> Self:
        """The wire form of a run."""
        return cls(
            id=view.id,
            business_date=view.business_date,
            state=view.state,
            hash=view.hash,
            plan=RunTotals.model_validate(view, from_attributes=True),
            progress=RunProgress.model_validate(view, from_attributes=True),
            difference=view.difference,
            created_at=view.created_at,
            approved_by=view.approved_by,
            finished_at=view.finished_at,
        )


class RunsResult(Outgoing):
    """The latest runs, newest first."""

    runs: list[RunResult]


class ParkedResult(Outgoing):
    """A subscription that waits for a person."""

    account: str
    subscription_id: UUID
    product: str
    reason: str
    parked_at: datetime


class ParkedListResult(Outgoing):
    """What waits, the longest first."""

    parked: list[ParkedResult]


class ResumedResult(Outgoing):
    """What became of the periods that were due."""

    charged: Money
    ends: list[str] = Field(examples=[["free", "charged"]])


class Approval(Incoming):
    """The plan that was reviewed."""

    hash: str = Field(pattern="^[0-9a-f]{64}$", description="The run's `hash`.")


class Nothing(Incoming):
    """Nothing needs to be said."""


class Resumption(Incoming):
    """How a parked subscription goes on."""

    policy: CatchUp = Field(
        strict=False, description="`all` due periods cost, or only the `current` one."
    )
