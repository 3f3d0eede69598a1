"""Who is calling: the operator's staff, by the one token of the installation.

Names, roles and sessions come with the operator's desk; until then whoever has the token is
"operator" in the records.
"""

import hmac
from dataclasses import dataclass

from fastapi import Request

from backend.domain.errors import NotAuthenticated
from backend.storage.billing.desk import BillingDesk

NAME = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorDoor:
    """What the staff's contract needs. Without a token nobody is admitted."""

    billing: BillingDesk
    token: str | None
    max_body: int = 262_144


def admit(request: Request) -> OperatorDoor:
    """The door, or ``NotAuthenticated``."""
    door: OperatorDoor = request.app.state.door
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    expected = door.token or ""
    same = hmac.compare_digest(given.encode(), expected.encode())
    if scheme.lower() != "bearer" or not expected or not same:
        raise NotAuthenticated
    return door
