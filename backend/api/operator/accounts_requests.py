"""What the staff sends about accounts."""

from typing import Annotated

from pydantic import Field
from pydantic.types import StringConstraints

from backend.api.wire import AccountNumber, Amount, Incoming, Name, Price
from backend.domain.services.administration.open_account import MAX_TARIFFS
from backend.domain.values.status import AccountStatus

Status = Annotated[AccountStatus, Field(strict=False)]
Tariffs = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,64}$")]],
    Field(max_length=MAX_TARIFFS, description="Ids of the operator's tariffs, without spaces."),
]
Reason = Annotated[Name, Field(description="Why, for the audit.")]


class OpeningRequest(Incoming):
    """A new account. The same number again is refused, so repeating does nothing twice."""

    number: AccountNumber
    holder: Name = Field(description="Who holds it, as on invoices.", examples=["Иванов Д. И."])
    credit_limit: Price = 0
    tariffs: Tariffs = Field(default_factory=list)


class AccountChangeRequest(Incoming):
    """What to change; what is left out stays as it is."""

    status: Status | None = None
    credit_limit: Price | None = None
    holder: Name | None = None
    tariffs: Tariffs | None = None
    reason: Reason


class PromiseRequest(Incoming):
    """A promised payment (обещанный платёж): spent now, paid within some days."""

    amount: Amount
    days: int = Field(5, ge=1, le=365)
    reason: Reason


class PasswordRequest(Incoming):
    """A new password for the cabinet, or none any more."""

    remove: bool = Field(False, description="Take the password away: nobody can sign in.")
    reason: Reason
