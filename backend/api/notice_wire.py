"""Contacts and choices of notices, as the staff and the subscribers see and send them."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import Field
from pydantic.types import StringConstraints

from backend.api.wire import Incoming, Outgoing
from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying.contacts import ContactView, Pair, read_time
from backend.domain.services.notifying.house import NoticeRules
from backend.domain.services.notifying.quiet_hours import QuietHours

Time = Annotated[
    str,
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"),
    Field(examples=["21:00"]),
]
Zone = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_+\-/]{1,64}$"),
    Field(description="The subscriber's clock.", examples=["Asia/Novosibirsk"]),
]
OneLanguage = Annotated[Language, Field(strict=False)]
OneKind = Annotated[NoticeKind, Field(strict=False)]
OneChannel = Annotated[Channel, Field(strict=False)]
_MOST = len(NoticeKind) * len(Channel)


class QuietTimes(Incoming):
    """Hours in which nobody is told anything; equal ones are none."""

    begins: Time
    ends: Time

    @classmethod
    def of(cls, hours: QuietHours) -> Self:
        """The wire form."""
        return cls(begins=f"{hours.begin:%H:%M}", ends=f"{hours.end:%H:%M}")


class NoticeChoice(Incoming):
    """A kind of notice by a channel."""

    kind: OneKind
    channel: OneChannel


class ContactChoices(Incoming):
    """What to change; what is left out stays, and null is as it is for everybody."""

    language: OneLanguage | None = None
    time_zone: Zone | None = None
    quiet_hours: QuietTimes | None = None
    opted_out: Annotated[list[NoticeChoice], Field(max_length=_MOST)] = Field(
        default_factory=list, description="Everything that is not to be told, by channel."
    )

    def changes(self) -> dict[str, Any]:
        """By the names of ``ContactView``'s fields."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "quiet_hours" in given:
            quiet = given.pop("quiet_hours")
            given["quiet"] = quiet and QuietHours(read_time(quiet.begins), read_time(quiet.ends))
        if "opted_out" in given:
            given["opted_out"] = frozenset((each.kind, each.channel) for each in self.opted_out)
        return given


class ContactInForce(Outgoing):
    """What holds: chosen, or as it is for everybody."""

    language: Language
    time_zone: str
    quiet_hours: QuietTimes


class ContactState(Outgoing):
    """Where somebody is told, and what they want. What is left out is as it is for everybody."""

    email: str | None = None
    phone: str | None = None
    language: Language | None = None
    time_zone: str | None = None
    quiet_hours: QuietTimes | None = None
    opted_out: list[NoticeChoice]
    in_force: ContactInForce


def contact_fields(contact: ContactView, rules: NoticeRules) -> dict[str, Any]:
    """The fields of a ``ContactState``."""
    return {
        "email": contact.email,
        "phone": contact.phone,
        "language": contact.language,
        "time_zone": contact.time_zone,
        "quiet_hours": QuietTimes.of(contact.quiet) if contact.quiet else None,
        "opted_out": choices(contact.opted_out),
        "in_force": ContactInForce(
            language=rules.language_of(contact),
            time_zone=rules.zone_of(contact).key,
            quiet_hours=QuietTimes.of(rules.quiet_of(contact)),
        ),
    }


def choices(pairs: Iterable[Pair]) -> list[NoticeChoice]:
    """The wire form, in order."""
    return [NoticeChoice(kind=kind, channel=channel) for kind, channel in sorted(pairs)]
