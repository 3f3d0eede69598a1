"""Accounts: find, open, change, import."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import PathAccount, accepts, answers, answers_to_body
from backend.api.operator import account_deeds
from backend.api.operator.accounts_requests import (
    AccountChangeRequest,
    OpeningRequest,
    PasswordRequest,
    PromiseRequest,
)
from backend.api.operator.accounts_results import (
    AccountResult,
    AccountsResult,
    AccountSummary,
    PasswordResult,
)
from backend.api.operator.imports import (
    DryRun,
    FileEncoding,
    Report,
    Reported,
    accepts_csv,
    reports,
    run,
)
from backend.api.operator.imports_results import ImportLine
from backend.api.operator.staff import Caller, admit
from backend.domain.services.administration.change_account import AccountChange
from backend.domain.services.administration.open_account import NewAccount
from backend.domain.services.administration.views import AccountQuery
from backend.domain.values.codes import Code
from backend.domain.values.identifiers import ACCOUNT_NUMBER
from backend.domain.values.status import AccountStatus

router = APIRouter(tags=["accounts"])

READ_BY_HAND = (
    OpeningRequest,
    AccountChangeRequest,
    PromiseRequest,
    PasswordRequest,
    ImportLine,
)


@router.get("/accounts", response_model=AccountsResult, responses=answers())
async def accounts(
    request: Request,
    number: Annotated[
        str | None,
        Query(pattern=f"^{ACCOUNT_NUMBER}$", description="The beginning of the number."),
    ] = None,
    holder: Annotated[
        str | None,
        Query(
            max_length=200,
            pattern=r"^[^\x00-\x1f\x7f]*$",
            description="Beginnings of words of the holder's name, in any order: `иван д`.",
        ),
    ] = None,
    status: AccountStatus | None = None,
    after: Annotated[
        str | None,
        Query(pattern=f"^{ACCOUNT_NUMBER}$", description="The `next` of a page."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Accounts by number, closed ones too."""
    caller = await admit(request)
    query = AccountQuery(
        number=number or "",
        holder=holder or "",
        status=status,
        after=after or "",
        limit=limit + 1,
    )
    found = await run_in_threadpool(caller.door.accounts.find, query)
    shown = [AccountSummary.model_validate(each, from_attributes=True) for each in found[:limit]]
    following = shown[-1].number if len(found) > limit else None
    return answer(AccountsResult(accounts=shown, next=following))


@router.get("/accounts/{number}", response_model=AccountResult, responses=answers("not_found"))
async def account(request: Request, number: PathAccount) -> Response:
    """An account in full, a closed one too."""
    return await _profile(await admit(request), number)


@router.post(
    "/accounts",
    response_model=AccountResult,
    openapi_extra=accepts(OpeningRequest),
    responses=answers_to_body("already_exists", Code.KEPT_ELSEWHERE),
)
async def open_account(request: Request) -> Response:
    """Open an account, with nothing on it."""
    caller = await admit(request)
    body = await read_body(request, OpeningRequest, caller.door.max_body)
    new = NewAccount(
        number=body.number,
        holder=body.holder,
        credit_limit=body.credit_limit,
        tariffs=tuple(body.tariffs),
    )
    await run_in_threadpool(account_deeds.open_new, caller, new)
    return await _profile(caller, body.number)


@router.patch(
    "/accounts/{number}",
    response_model=AccountResult,
    openapi_extra=accepts(AccountChangeRequest),
    responses=answers_to_body("not_found", "account_in_use", Code.KEPT_ELSEWHERE),
)
async def change_account(request: Request, number: PathAccount) -> Response:
    """Block, unblock, close, reopen; another holder, credit limit, tariffs.

    What is suspended for lack of money resumes at once where it can be paid now. An account with
    living subscriptions or holds cannot be closed; its balance stays on it, a debt as well.
    """
    caller = await admit(request)
    body = await read_body(request, AccountChangeRequest, caller.door.max_body)
    changes = body.model_dump(exclude_unset=True, exclude_none=True, exclude={"reason"})
    await run_in_threadpool(
        account_deeds.change, caller, number, AccountChange(**changes), body.reason
    )
    return await _profile(caller, number)


@router.post(
    "/accounts/{number}/promises",
    response_model=AccountResult,
    openapi_extra=accepts(PromiseRequest),
    responses=answers_to_body("not_found", "already_exists", Code.KEPT_ELSEWHERE),
)
async def promise_payment(request: Request, number: PathAccount) -> Response:
    """Let it spend a sum now that will be paid within some days: one promise at a time.

    How much and for how long is in the settings; beyond it the answer is 400.
    """
    caller = await admit(request)
    body = await read_body(request, PromiseRequest, caller.door.max_body)
    await run_in_threadpool(account_deeds.promise, caller, number, body)
    return await _profile(caller, number)


@router.post(
    "/accounts/{number}/password",
    response_model=PasswordResult,
    openapi_extra=accepts(PasswordRequest),
    responses=answers_to_body("not_found", "busy"),
)
async def set_account_password(request: Request, number: PathAccount) -> Response:
    """A new password for the cabinet, made here and shown this once; or none any more.

    Either way the account is signed out everywhere.
    """
    caller = await admit(request)
    body = await read_body(request, PasswordRequest, caller.door.max_body)
    made = await run_in_threadpool(account_deeds.set_password, caller, number, body)
    return answer(PasswordResult(number=number, password=made))


@router.post(
    "/imports/accounts",
    response_class=Response,
    openapi_extra=accepts_csv("number;holder;credit_limit\n000123;Иванов Д. И.;0,00\n"),
    responses=reports(),
)
async def import_accounts(
    request: Request,
    dry_run: DryRun = False,
    encoding: FileEncoding = None,
    report: Reported = Report.ALL,
) -> Response:
    """Open the accounts of a CSV file; nothing that is there already is changed.

    Columns: `number`, `holder`, and `status`, `credit_limit`, `tariffs` where you like.
    """
    caller = await admit(request)
    desk = caller.door.imports
    return await run(
        request,
        caller,
        lambda file, charset: desk.accounts(file, charset, dry_run=dry_run),
        encoding=encoding,
        dry_run=dry_run,
        report=report,
    )


async def _profile(caller: Caller, number: str) -> Response:
    return answer(AccountResult.of(await run_in_threadpool(caller.door.accounts.profile, number)))
