"""Is this the account's password? Every "no" is said in the same words after the same work."""

from dataclasses import dataclass, field
from datetime import datetime

from backend.domain.errors import NotAuthenticated
from backend.domain.ports import PasswordHasher
from backend.domain.services.access.choose_password import given_password
from backend.domain.values.status import AccountStatus

REFUSED = "the account number or the password is not right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """An account and its password. ``changed_at`` tells this password from earlier ones."""

    account_id: int
    number: str
    holder: str
    status: AccountStatus
    password_hash: str = field(repr=False)
    changed_at: datetime


def check_password(
    stored: Credentials | None, password: str, hasher: PasswordHasher
) -> tuple[Credentials, str | None]:
    """The credentials, and a new hash to keep where today's is stronger.

    ``None``: there is no such account, or it is closed or has no password. Raises
    ``NotAuthenticated`` and ``Busy``.
    """
    given = given_password(password)
    right, renewed = hasher.verify(given or "", stored.password_hash if stored else None)
    if stored is None or given is None or not right:
        raise NotAuthenticated(REFUSED)
    return stored, renewed
