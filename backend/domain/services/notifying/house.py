"""How the house tells: what is switched on, in which words, and what holds where nobody chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying.contacts import ContactView, Pair
from backend.domain.services.notifying.defaults import DEFAULTS, HOW_TO_PAY, NoticeText, Which
from backend.domain.services.notifying.quiet_hours import QuietHours

_OFF = frozenset({(NoticeKind.DEBIT_DONE, Channel.GATEWAY)})
"""What is not told unless the operator wants it: a message for each debit costs more than it
tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRules:
    """What the settings say. ``keep``: how long something is worth telling that has no day;
    ``remember``: how long it is known afterwards what was told.

    ``channels`` are those that are configured.
    """

    channels: frozenset[Channel]
    language: Language
    zone: ZoneInfo
    quiet: QuietHours
    keep: timedelta
    remember: timedelta
    operator: str
    cabinet: str

    def language_of(self, contact: ContactView) -> Language:
        """In which words somebody is told."""
        return contact.language or self.language

    def zone_of(self, contact: ContactView) -> ZoneInfo:
        """By which clock."""
        return ZoneInfo(contact.time_zone) if contact.time_zone else self.zone

    def quiet_of(self, contact: ContactView) -> QuietHours:
        """When not."""
        return contact.quiet or self.quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The rules, and what the operator keeps in the database over what is built in."""

    rules: NoticeRules
    switches: Mapping[Pair, bool]
    texts: Mapping[Which, NoticeText]
    how_to_pay: Mapping[Language, str]

    def is_on(self, kind: NoticeKind, channel: Channel) -> bool:
        """Whether the operator wants it told, whether or not the channel is there."""
        return self.switches.get((kind, channel), (kind, channel) not in _OFF)

    def told(self) -> frozenset[Pair]:
        """What is told: switched on, and by a channel that is there."""
        return frozenset(
            (kind, channel)
            for kind in NoticeKind
            for channel in self.rules.channels
            if self.is_on(kind, channel)
        )

    def text(self, which: Which) -> NoticeText:
        """The text that holds."""
        return self.texts.get(which) or DEFAULTS[which]

    def words_on_paying(self, language: Language) -> str:
        """How to pay."""
        return self.how_to_pay.get(language) or HOW_TO_PAY[language]
