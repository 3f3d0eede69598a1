"""What correcting needs of storage, inside the caller's transaction."""

from typing import Protocol
from uuid import UUID

from backend.domain.services.correcting.give_back import GivenBack
from backend.domain.services.correcting.rows import CorrectedCharge, CorrectionRow
from backend.domain.values.moment import Moment


class CorrectionBook(Protocol):
    """Charges and corrections, under the lock of their account."""

    def lock_charge(self, charge_id: UUID) -> CorrectedCharge:
        """The charge as it is, its account kept from others until the commit. Raises
        ``NotFound``."""
        ...

    def lock_correction(self, correction_id: UUID) -> tuple[CorrectionRow, CorrectedCharge]:
        """The correction and its charge as they are, locked. Raises ``NotFound``."""
        ...

    def under_key(self, account_id: int, key: str) -> CorrectionRow | None:
        """The account's correction that came with this key."""
        ...

    def waiting(self, charge: CorrectedCharge) -> CorrectionRow | None:
        """The correction of the charge that waits for a second person."""
        ...

    def give_back(self, given: GivenBack, moment: Moment) -> None:
        """Write the movement and what it changes."""
        ...

    def add(self, row: CorrectionRow) -> None:
        """Write a new correction."""
        ...

    def decide(self, row: CorrectionRow) -> None:
        """Write how a pending correction was decided."""
        ...
