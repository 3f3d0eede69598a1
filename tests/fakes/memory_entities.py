"""Entities in memory, for the services that set up accounts and integrators."""

from backend.domain.errors import AlreadyExists
from backend.domain.models import Account, Integrator, IntegratorSecret


class MemoryAccounts:
    """Implements the ``Accounts`` port; ``locked`` are the numbers that were locked."""

    def __init__(self) -> None:
        self.rows: dict[str, Account] = {}
        self.locked: set[str] = set()

    def find(self, number: str, *, lock: bool = False) -> Account | None:
        """The account with this number."""
        if lock:
            self.locked.add(number)
        return self.rows.get(number)

    def add(self, account: Account) -> None:
        """Add a new account."""
        if account.number in self.rows:
            raise AlreadyExists
        account.id = len(self.rows) + 1
        self.rows[account.number] = account


class MemoryIntegrators:
    """Implements the ``Integrators`` port."""

    def __init__(self) -> None:
        self.rows: dict[str, Integrator] = {}
        self.secret_rows: list[IntegratorSecret] = []

    def find(self, code: str, *, lock: bool = False) -> Integrator | None:
        """The integrator with this code."""
        del lock
        return self.rows.get(code)

    def add(self, integrator: Integrator) -> None:
        """Add a new integrator."""
        if integrator.code in self.rows:
            raise AlreadyExists
        integrator.id = len(self.rows) + 1
        self.rows[integrator.code] = integrator

    def secrets(self, integrator: Integrator) -> list[IntegratorSecret]:
        """Its secrets, newest first."""
        return [row for row in self.secret_rows if row.integrator_id == integrator.id][::-1]

    def add_secret(self, secret: IntegratorSecret) -> None:
        """Add a secret."""
        self.secret_rows.append(secret)

    def remove_secret(self, secret: IntegratorSecret) -> None:
        """Remove a secret."""
        self.secret_rows.remove(secret)
