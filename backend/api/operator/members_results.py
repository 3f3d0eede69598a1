"""What is sent and answered about the staff."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import Path
from pydantic import Field
from pydantic.types import StringConstraints

from backend.api.wire import Incoming, Outgoing
from backend.domain.services.access.staff_members import Member
from backend.domain.values.identifiers import STAFF_NAME
from backend.domain.values.roles import Role

PathName = Annotated[str, Path(pattern=f"^{STAFF_NAME}$", description="The member's name.")]


class MemberRequest(Incoming):
    """Somebody to appoint. Names are for ever: the records know people by them."""

    name: Annotated[
        str, StringConstraints(pattern=f"^{STAFF_NAME}$"), Field(examples=["anna.petrova"])
    ]
    role: Role = Field(strict=False)


class MemberChangeRequest(Incoming):
    """What is to be different."""

    role: Role | None = Field(None, strict=False)
    enabled: bool | None = Field(None, description="Whether the member may sign in.")


class MemberResult(Outgoing):
    """Somebody of the staff."""

    name: str
    role: Role
    enabled: bool
    has_totp: bool
    created_at: datetime
    seen_at: datetime | None = Field(None, description="Last seen in a session that goes on.")

    @classmethod
    def of(cls, member: Member) -> Self:
        """The wire form."""
        return cls.model_validate(member, from_attributes=True)


class StaffResult(Outgoing):
    """Everybody, by name."""

    staff: list[MemberResult]


class NewMemberResult(MemberResult):
    """Somebody with a new password."""

    password: str = Field(description="It is shown this once, and kept as a hash only.")
