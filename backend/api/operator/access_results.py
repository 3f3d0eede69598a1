"""What the staff sends and is answered about its own access."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic.types import StringConstraints

from backend.api.wire import Incoming, Outgoing
from backend.domain.values.roles import Role

Password = Annotated[SecretStr, Field(min_length=1, max_length=512)]
TotpCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{6}$"), Field(description="Six digits, as shown now.")
]


class StaffSignInRequest(Incoming):
    """Who wants in."""

    name: Annotated[
        str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=64)
    ]
    password: Password
    code: TotpCode | None = Field(
        None, description="Of the second factor, where the member has one; each works once."
    )


class StaffPasswordRequest(Incoming):
    """A new password, by who knows the present one."""

    current: Password
    new: Password


class ProofRequest(Incoming):
    """The present password again, for what a stolen session must not do."""

    password: Password


class TotpCodeRequest(Incoming):
    """A code of the authenticator that was just set up."""

    code: TotpCode


class StaffSessionResult(Outgoing):
    """Who is signed in here."""

    name: str
    role: Role
    operations: list[str] = Field(description="What this role may do: names of operations.")
    has_totp: bool = Field(description="Whether a second factor is asked for.")
    totp_required: bool = Field(
        description="Whether it must be set up before anything else may be done."
    )
    csrf_token: str = Field(description="To be sent as `X-CSRF-Token` with whatever changes.")
    expires_at: datetime = Field(description="When the session ends if it is not used.")


class TotpResult(Outgoing):
    """A secret for an authenticator. It is shown once, and asked for once it is confirmed."""

    secret: str = Field(description="To be typed in.", examples=["JBSWY3DPEHPK3PXP"])
    uri: str = Field(description="The same as `otpauth://`, for a QR code.")
