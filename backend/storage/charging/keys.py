"""The keys of everything that a batch of commands concerns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from backend.domain.commands import (
    Capture,
    Charge,
    Check,
    Command,
    Hold,
    OperationKey,
    Release,
    ReportStatus,
    Reverse,
)

ExternalKey = tuple[int, str]
"""(integrator id, external id or product code)."""


@dataclass(slots=True)
class BatchKeys:
    """``unnamed``: operations whose account the command does not name."""

    numbers: set[str] = field(default_factory=set)
    unnamed: set[OperationKey] = field(default_factory=set)
    operations: set[OperationKey] = field(default_factory=set)
    charges: set[ExternalKey] = field(default_factory=set)
    holds: set[ExternalKey] = field(default_factory=set)
    products: set[ExternalKey] = field(default_factory=set)
    limited_by_day: bool = False

    @classmethod
    def of(cls, commands: Iterable[Command]) -> Self:
        """Collect the keys of a batch."""
        keys = cls()
        for command in commands:
            keys._add(command)
        return keys

    @classmethod
    def of_checks(cls, checks: Iterable[Check]) -> Self:
        """Checks concern accounts only, and what was spent today where that is limited."""
        keys = cls()
        for check in checks:
            keys.numbers.add(check.account)
            keys.limited_by_day |= check.terms.max_daily is not None
        return keys

    @property
    def subscriptions(self) -> bool:
        """Whether any command touches a subscription."""
        return bool(self.products or self.holds)

    def _add(self, command: Command) -> None:
        integrator_id = command.terms.integrator_id
        self.operations.add(command.key)
        self.operations.add(command.concerns)
        match command:
            case Charge() | Hold():
                self.products.add((integrator_id, command.product))
                self.limited_by_day |= command.terms.max_daily is not None
            case ReportStatus():
                self.products.add((integrator_id, command.product))
            case Reverse():
                self.charges.add((integrator_id, command.external_id))
            case Capture():
                self.holds.add((integrator_id, command.hold))
            case Release():
                self.holds.add((integrator_id, command.external_id))
            case _:
                pass
        if command.account is None:
            self.unnamed.add(command.concerns)
        else:
            self.numbers.add(command.account)
