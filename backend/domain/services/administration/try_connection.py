"""Try a platform's connection: what can be said of our own side, and of a call that came."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from backend.domain.connection import Finding, Heard, Step, failed, found, skipped
from backend.domain.errors import InvalidRequest
from backend.domain.integrator import Integrator

WireCheck = Callable[[str, Mapping[str, Any]], None]
"""Raises ``InvalidRequest`` where nobody can speak a dialect with this wire."""

_REFUSED = 400


def own_side(integrator: Integrator, check: WireCheck, now: datetime) -> list[Finding]:
    """Whether the platform could call us at all."""
    return [_switched_on(integrator), _secret(integrator, now), _endpoint(integrator, check)]


def can_be_heard(integrator: Integrator, now: datetime) -> bool:
    """Whether waiting for its call makes sense."""
    return integrator.enabled and integrator.journal and _has_secret(integrator, now)


def called_back(integrator: Integrator, heard: Heard | None, now: datetime) -> Finding:
    """What became of waiting for the platform's own call."""
    step = Step.CALLED_BACK
    if heard is not None and heard.status < _REFUSED:
        return found(step, "answered", f"it has called {heard.operation} and was answered")
    if heard is not None:
        words = f"it has called {heard.operation}, and the answer was a fault ({heard.status})"
        return failed(step, "fault", words)
    if not integrator.journal and integrator.enabled:
        return skipped(step, "no_journal", "its exchanges are not kept, so no call can be seen")
    if not can_be_heard(integrator, now):
        return skipped(step, "cannot_call", "it could not be admitted yet")
    return failed(
        step,
        "silent",
        "no call with its secret has come: does it know the address and the secret, and does it "
        "call from an address that is admitted?",
    )


def _switched_on(integrator: Integrator) -> Finding:
    if integrator.enabled:
        return found(Step.SWITCHED_ON, "on", "its calls are admitted")
    return failed(Step.SWITCHED_ON, "off", "it is switched off: its calls are refused")


def _secret(integrator: Integrator, now: datetime) -> Finding:
    if _has_secret(integrator, now):
        return found(Step.SECRET, "valid", "it has a secret to call with")
    return failed(Step.SECRET, "none", "it has no secret that is valid: make one")


def _has_secret(integrator: Integrator, now: datetime) -> bool:
    return any(each.expires_at is None or now < each.expires_at for each in integrator.secrets)


def _endpoint(integrator: Integrator, check: WireCheck) -> Finding:
    try:
        check(integrator.dialect, integrator.wire)
    except InvalidRequest as error:
        return failed(Step.ENDPOINT, error.code, str(error))
    return found(Step.ENDPOINT, "valid", "our endpoint speaks as it is configured")
