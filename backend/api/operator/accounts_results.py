"""What the staff is answered about accounts."""

from datetime import datetime
from typing import Self

from pydantic import Field

from backend.api.wire import AccountNumber, Money, Outgoing
from backend.domain.services.administration.views import AccountProfile
from backend.domain.values.status import AccountStatus, SubscriptionState


class AccountSummary(Outgoing):
    """An account in a list."""

    number: AccountNumber
    holder: str
    status: AccountStatus
    balance: Money
    available: Money


class AccountsResult(Outgoing):
    """By number."""

    accounts: list[AccountSummary]
    next: str | None = Field(None, description="Give it as `after` for those behind.")


class AccountResult(AccountSummary):
    """An account in full."""

    held: Money
    credit_limit: Money
    promised: Money = Field(description="While the promise lasts, else 0.")
    promised_until: datetime | None = None
    tariffs: list[str]
    opened_at: datetime
    elsewhere: bool = Field(description="Another billing keeps its money; sums here are 0.")
    has_password: bool = Field(description="Whether the subscriber can sign in to the cabinet.")
    subscriptions: dict[SubscriptionState, int] = Field(
        description="How many there are in each state.", examples=[{"active": 2, "ended": 1}]
    )

    @classmethod
    def of(cls, profile: AccountProfile) -> Self:
        """The wire form of a profile."""
        return cls.model_validate(profile, from_attributes=True)


class PasswordResult(Outgoing):
    """The new password, shown this once: it is stored as a hash only."""

    number: AccountNumber
    password: str | None = Field(None, description="Absent where it was taken away.")
