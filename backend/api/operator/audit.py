"""What the staff did."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.documents import answers
from backend.api.operator.staff import admit
from backend.api.wire import Outgoing
from backend.storage.audit.desk import AuditDesk, AuditQuestion
from backend.storage.audit.seals import SealedState

router = APIRouter(tags=["audit"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()


class AuditResult(Outgoing):
    """One record: who did what, when, from where, why, and how it was before and after."""

    id: int
    at: datetime
    actor: str
    role: str
    address: str
    correlation_id: str
    operation: str
    subject: str = Field(examples=["product operator/kav"])
    account: str | None = None
    reason: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


class AuditListResult(Outgoing):
    """Newest first."""

    records: list[AuditResult]
    next: int | None = Field(None, description="Give it as `before` for the older ones.")


class AuditSealsResult(Outgoing):
    """How the chain over the records stands."""

    rows: int
    unsealed: int = Field(description="Records that are sealed within a minute or so.")
    seals: int
    broken: int | None = Field(None, description="The first link that does not fit its records.")
    last: str | None = Field(None, description="The last link's digest: keep it somewhere else.")


class AuditFilter(BaseModel):
    """Which records; what is left out is any."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: int | None = Field(None, ge=1, description="The `next` of a page.")
    actor: str | None = Field(None, max_length=64)
    account: str | None = Field(None, max_length=64)
    operation: str | None = Field(None, max_length=64)
    since: datetime | None = None
    until: datetime | None = None
    limit: int = Field(50, ge=1, le=200)


@router.get("/audit", response_model=AuditListResult, responses=answers())
async def audit(request: Request, asked: Annotated[AuditFilter, Query()]) -> Response:
    """Records, newest first, by actor, account, operation and time."""
    caller = await admit(request)
    question = AuditQuestion(**{**dict(asked), "limit": asked.limit + 1})
    found = await run_in_threadpool(caller.door.audit.find, question)
    shown = [
        AuditResult(id=number, **{name: getattr(record, name) for name in _FIELDS})
        for number, record in found[: asked.limit]
    ]
    more = len(found) > asked.limit
    return answer(AuditListResult(records=shown, next=shown[-1].id if more else None))


@router.get("/audit/seals", response_model=AuditSealsResult, responses=answers())
async def verify_audit(request: Request) -> Response:
    """Walk the whole chain and say whether every record is what it was when it was sealed."""
    caller = await admit(request)
    state = await run_in_threadpool(_checked, caller.door.audit)
    return answer(AuditSealsResult.model_validate(state, from_attributes=True))


def _checked(desk: AuditDesk) -> SealedState:
    *_, last = desk.check()
    return last


_FIELDS = tuple(AuditResult.model_fields.keys() - {"id"})
