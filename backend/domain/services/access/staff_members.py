"""Who works at the desk: appointing somebody, and changing what somebody may do."""

from dataclasses import dataclass, replace
from datetime import datetime

from backend.domain.errors import InvalidRequest, NotAllowed
from backend.domain.values.identifiers import is_staff_name
from backend.domain.values.roles import Role

CONSOLE, SCRIPTS = "console", "operator"
"""Who acts on the command line and with the installation's token, in the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the staff. ``seen_at``: when one of the present sessions was last used."""

    name: str
    role: Role
    enabled: bool
    has_totp: bool
    created_at: datetime
    seen_at: datetime | None = None

    def told(self) -> dict[str, object]:
        """What of it belongs in the records."""
        return {"role": self.role.value, "enabled": self.enabled, "has_totp": self.has_totp}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """What is to be different; ``None``: it stays."""

    role: Role | None = None
    enabled: bool | None = None


def require_free_name(name: str) -> None:
    """Raise ``InvalidRequest`` for what cannot be a name, or would be mistaken in the records."""
    if not is_staff_name(name):
        raise InvalidRequest(
            "a name is 2 to 32 small Latin letters, digits, dots, dashes, and begins with a letter"
        )
    if name in (CONSOLE, SCRIPTS):
        raise InvalidRequest("this name stands for something else in the records")


def change_member(member: Member, change: MemberChange, admins: set[str]) -> Member:
    """The member as changed. ``admins``: names of those that are switched on, this one included.

    Raises ``NotAllowed`` where nobody would be left who may appoint anybody.
    """
    changed = replace(
        member,
        role=member.role if change.role is None else change.role,
        enabled=member.enabled if change.enabled is None else change.enabled,
    )
    stays = changed.enabled and changed.role is Role.ADMIN
    if not stays and admins == {member.name}:
        raise NotAllowed("the last admin stays: nobody else could appoint one")
    return changed
