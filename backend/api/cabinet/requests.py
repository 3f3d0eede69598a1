"""What the cabinet sends."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, SecretStr
from pydantic.types import StringConstraints

from backend.api.wire import AccountNumber, Incoming
from backend.domain.services.cabinet.views import Act

Id = Annotated[UUID, Field(strict=False)]
Password = Annotated[SecretStr, Field(min_length=1, max_length=512)]


class SignInRequest(Incoming):
    """Who wants in."""

    account: AccountNumber
    password: Password


class PasswordRequest(Incoming):
    """A new password, by who knows the present one."""

    current: Password
    new: Password


class WishRequest(Incoming):
    """A product that may be subscribed to."""

    product_id: Id
    quantity: int = Field(1, ge=1, le=1000)


class SubscribeRequest(WishRequest):
    """The wish, and the offer that was read and accepted, as the preview showed it."""

    offer_version: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    offer_hash: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the offer's text, from the preview."
    )


class ActRequest(Incoming):
    """What to do with a subscription."""

    act: Act = Field(strict=False)


class StorefrontRequest(Incoming):
    """Where in the storefront to begin; one of the platform's configured paths."""

    path: Annotated[str, StringConstraints(max_length=200, pattern=r"^/[\x21-\x7e]*$")] = "/"
