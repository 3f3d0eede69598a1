"""Tries a platform's connection from outside, the way the platform itself would."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx

from backend.cli.soap_call import SoapCaller
from backend.domain import connection
from backend.domain.integrator import Integrator
from backend.soap.contract import Action

_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: whether it worked (``None``: there was nothing to try), and what was answered."""

    step: str
    ok: bool | None
    answer: str


def platform_side(finding: connection.Finding) -> Finding:
    """A step of the platform's side."""
    ok = {connection.Result.OK: True, connection.Result.FAILED: False}.get(finding.result)
    return Finding(f"platform: {finding.step}", ok=ok, answer=finding.words)


def try_connection(url: str, integrator: Integrator, secret: str, account: str) -> list[Finding]:
    """Every step in order; when the server is not there at all, the first is the last."""
    with httpx.Client(
        base_url=url, auth=(integrator.code, secret), timeout=_SECONDS, trust_env=False
    ) as http:
        first = _step("the server is ready", lambda: _get(http, "/ready"))
        if not first.ok:
            return [first]
        return [first, *_steps(http, integrator, account)]


def _steps(http: httpx.Client, integrator: Integrator, account: str) -> Iterator[Finding]:
    soap = SoapCaller(http, integrator)
    asked = soap.messages.operation(Action.ACCOUNT).wire
    rest = "/api/partner/v1"
    yield _step("SOAP: the WSDL", lambda: _wsdl(http, integrator.code))
    yield _step(f"SOAP: {asked}", lambda: _soap_account(soap, account))
    yield _step("REST: the account", lambda: _get(http, f"{rest}/accounts/{account}"))
    yield _step("REST: can a rouble be charged", lambda: _check(http, f"{rest}/checks", account))


def _step(name: str, run: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        ok, answer = run()
    except httpx.HTTPError as error:
        return Finding(name, ok=False, answer=f"no answer: {type(error).__name__}")
    return Finding(name, ok=ok, answer=answer)


def _get(http: httpx.Client, path: str) -> tuple[bool, str]:
    return _told(http.get(path))


def _check(http: httpx.Client, path: str, account: str) -> tuple[bool, str]:
    return _told(http.post(path, json={"account": account, "amount": "1.00"}))


def _told(answer: httpx.Response) -> tuple[bool, str]:
    try:
        document = answer.json()
    except ValueError:
        document = {}
    word = document.get("code") or document.get("status") or ""
    return answer.is_success, f"{answer.status_code} {word}".strip()


def _wsdl(http: httpx.Client, code: str) -> tuple[bool, str]:
    answer = http.get(f"/soap/{code}?wsdl")
    return answer.is_success and "definitions" in answer.text, str(answer.status_code)


def _soap_account(soap: SoapCaller, account: str) -> tuple[bool, str]:
    answer = soap.call(Action.ACCOUNT, {"account": account})
    told = ", ".join(f"{name} {value}" for name, value in answer.values)
    return answer.status == httpx.codes.OK, f"{answer.status} {told}"
