"""From what happened to what is told: one notice for each way on which its account is told."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from backend.domain.notice import Channel, Language, NoticeKind, NoticeState
from backend.domain.services.notifying.contacts import ContactView
from backend.domain.services.notifying.fill_notice import Names, Titles, Words, fill_notice
from backend.domain.services.notifying.house import House
from backend.domain.services.notifying.occasions import Occasion
from backend.domain.services.notifying.quiet_hours import earliest

OPTED_OUT, NO_ADDRESS = "opted_out", "no_address"
_NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whose occasion it is."""

    number: str
    holder: str
    contact: ContactView


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice to be; ``reason`` says why a suppressed one is not told."""

    account_id: int
    kind: NoticeKind
    channel: Channel
    key: str
    fact_id: UUID
    address: str
    language: Language
    words: Words
    not_before: datetime
    expires_at: datetime
    state: NoticeState
    reason: str


def draft_notices(
    occasion: Occasion, audience: Audience, house: House, titles: Titles, now: datetime
) -> list[Draft]:
    """What is told of it: one for each channel by which its kind is told."""
    contact, rules = audience.contact, house.rules
    language = rules.language_of(contact)
    names = names_for(audience, house, language)
    not_before = earliest(now, rules.quiet_of(contact), rules.zone_of(contact))
    drafts = []
    for kind, channel in sorted(house.told()):
        if kind is not occasion.kind:
            continue
        words = fill_notice(
            house.text((kind, channel, language)),
            occasion,
            names,
            titles,
            language=language,
            told_on=occasion.at.astimezone(rules.zone).date(),
        )
        reason = _why_not(contact, kind, channel)
        drafts.append(
            Draft(
                account_id=occasion.account_id,
                kind=kind,
                channel=channel,
                key=occasion.key,
                fact_id=occasion.fact_id,
                address=contact.address(channel),
                language=language,
                words=words,
                not_before=not_before,
                expires_at=_end(occasion, house),
                state=NoticeState.SUPPRESSED if reason else NoticeState.WAITING,
                reason=reason,
            )
        )
    return drafts


def names_for(audience: Audience, house: House, language: Language) -> Names:
    """What every notice to somebody may say."""
    return Names(
        account=audience.number,
        holder=audience.holder,
        operator=house.rules.operator,
        cabinet=house.rules.cabinet,
        how_to_pay=house.words_on_paying(language),
    )


def _why_not(contact: ContactView, kind: NoticeKind, channel: Channel) -> str:
    if (kind, channel) in contact.opted_out:
        return OPTED_OUT
    return "" if contact.address(channel) else NO_ADDRESS


def _end(occasion: Occasion, house: House) -> datetime:
    """The operator's midnight after the day that it is about, or so long after it happened."""
    rules = house.rules
    if occasion.on is None:
        return occasion.at + rules.keep
    return datetime.combine(occasion.on + _NEXT_DAY, time(), rules.zone)
