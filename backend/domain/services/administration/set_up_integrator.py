"""Connect a platform: its configuration, and secrets of which two may be valid at once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.models import Integrator, IntegratorSecret
from backend.domain.ports import Integrators
from backend.domain.services.access.authenticate import (
    checked_networks,
    digest_secret,
    new_secret,
)
from backend.domain.values.codes import RefusalPolicy
from backend.domain.values.identifiers import OPERATOR_ID, is_integrator_code

MAX_TITLE = 200
MAX_BATCH = 10_000
ROTATION = timedelta(days=7)
"""How long the previous secret stays valid after a new one is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIntegrator:
    """Sums in kopecks; see ``backend.domain.integrator.Integrator`` for the meaning of fields."""

    code: str
    title: str
    dialect: str
    wire: dict[str, Any] = field(default_factory=dict)
    networks: tuple[str, ...] = ()
    refusals: RefusalPolicy = RefusalPolicy.REMEMBER
    max_charge: int | None = None
    max_daily: int | None = None
    calls_per_second: int | None = None
    batch_limit: int = 500
    test_mode: bool = False
    journal: bool = True


def add_integrator(command: NewIntegrator, integrators: Integrators, now: datetime) -> Integrator:
    """The new integrator, switched on, without a secret: nobody can call as it yet."""
    if not is_integrator_code(command.code):
        raise InvalidRequest(
            "a code is 2 to 32 small letters, digits, dashes; a letter first; not that of portals"
        )
    integrator = Integrator(
        code=command.code,
        title=command.title,
        dialect=command.dialect,
        wire=command.wire,
        networks=checked_networks(command.networks),
        refusals=command.refusals,
        max_charge=command.max_charge,
        max_daily=command.max_daily,
        calls_per_second=command.calls_per_second,
        batch_limit=command.batch_limit,
        test_mode=command.test_mode,
        journal=command.journal,
        created_at=now,
    )
    _check(integrator)
    integrators.add(integrator)
    return integrator


CHANGEABLE = frozenset(
    {
        "title", "dialect", "enabled", "test_mode", "wire", "networks", "refusals", "max_charge",
        "max_daily", "calls_per_second", "batch_limit", "journal",
    }
)  # fmt: skip


def change_integrator(code: str, changes: dict[str, Any], integrators: Integrators) -> Integrator:
    """Change fields by name; every process follows within about a second.

    Whether the platform can speak as ``dialect`` and ``wire`` say is the caller's to check.
    """
    integrator = _locked(code, integrators)
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise InvalidRequest(f"what can be changed: {', '.join(sorted(CHANGEABLE))}")
    if "networks" in changes:
        changes = {**changes, "networks": checked_networks(changes["networks"])}
    for name, value in changes.items():
        setattr(integrator, name, value)
    _check(integrator)
    integrator.version += 1
    return integrator


def rotate_secret(
    code: str, integrators: Integrators, now: datetime, secret: str | None = None
) -> str:
    """Give the integrator a new secret and return it: it cannot be read again.

    The newest of the old ones stays valid for the time of rotation, all others end now.
    """
    integrator = _locked(code, integrators)
    fresh = secret or new_secret()
    stored = digest_secret(fresh)
    for place, old in enumerate(integrators.secrets(integrator)):
        if place > 0:
            integrators.remove_secret(old)
        elif old.expires_at is None or old.expires_at > now + ROTATION:
            old.expires_at = now + ROTATION
    integrators.add_secret(
        IntegratorSecret(
            integrator_id=integrator.id or OPERATOR_ID,
            salt=stored.salt,
            digest=stored.digest,
            created_at=now,
        )
    )
    integrator.version += 1
    return fresh


def _locked(code: str, integrators: Integrators) -> Integrator:
    integrator = integrators.find(code, lock=True)
    if integrator is None or integrator.id == OPERATOR_ID:
        raise NotFound("there is no such integrator")
    return integrator


def _check(integrator: Integrator) -> None:
    if not integrator.title.strip() or len(integrator.title) > MAX_TITLE:
        raise InvalidRequest(f"an integrator has a title of at most {MAX_TITLE} characters")
    limits = (integrator.max_charge, integrator.max_daily, integrator.calls_per_second)
    if any(limit is not None and limit < 1 for limit in limits):
        raise InvalidRequest("a limit is greater than zero, or there is none")
    if not 1 <= integrator.batch_limit <= MAX_BATCH:
        raise InvalidRequest(f"a call has at least 1 item, at most {MAX_BATCH}")
