"""Is this the right password? Every "no" is said in the same words after the same work."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from backend.domain.errors import NotAuthenticated
from backend.domain.ports import PasswordHasher
from backend.domain.services.access.choose_password import given_password
from backend.domain.values.status import AccountStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Somebody and a password. ``changed_at`` tells this password from earlier ones."""

    id: int
    name: str
    password_hash: str = field(repr=False)
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCredentials(Credentials):
    """A subscriber's; the account's number is the name."""

    holder: str
    status: AccountStatus


Known = TypeVar("Known", bound=Credentials)


def check_password(
    stored: Known | None, password: str, hasher: PasswordHasher, refused: str
) -> tuple[Known, str | None]:
    """The credentials, and a new hash to keep where today's is stronger.

    ``None``: there is nobody of this name who may come in. Raises ``NotAuthenticated`` with the
    words of ``refused``, and ``Busy``.
    """
    given = given_password(password)
    right, renewed = hasher.verify(given or "", stored.password_hash if stored else None)
    if stored is None or given is None or not right:
        raise NotAuthenticated(refused)
    return stored, renewed
