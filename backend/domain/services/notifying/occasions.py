"""Which facts are occasions to tell somebody something: of what kind, and once under which key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.events import Fact, Topic
from backend.domain.notice import NoticeKind
from backend.domain.values.codes import Code

KINDS: Mapping[str, NoticeKind] = {
    Topic.DEBIT_COMING: NoticeKind.COMING_DEBIT,
    Topic.CHARGE_TAKEN: NoticeKind.DEBIT_DONE,
    Topic.CHARGE_REFUSED: NoticeKind.MONEY_REFUSED,
    Topic.SUBSCRIPTION_SUSPENDED: NoticeKind.SUSPENDED,
    Topic.SUBSCRIPTION_RESUMED: NoticeKind.RESUMED,
    Topic.TRIAL_ENDING: NoticeKind.TRIAL_ENDING,
    Topic.PRICE_CHANGING: NoticeKind.PRICE_CHANGE,
    Topic.ADVANCE_INVOICE_ISSUED: NoticeKind.ADVANCE_INVOICE,
}
"""Topic → what a subscriber is told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Something to tell once. ``on``: after that day it is not worth telling any more.

    ``contents`` are those of its facts: several charges of one moment are one debit.
    """

    kind: NoticeKind
    account_id: int
    key: str
    fact_id: UUID
    at: datetime
    on: date | None
    contents: tuple[Mapping[str, Any], ...]


def occasions(facts: Sequence[Fact], zone: ZoneInfo) -> list[Occasion]:
    """What the facts are occasions for, in their order; ``zone`` is the operator's."""
    together: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.topic in KINDS and _is_worth_telling(fact):
            together[_group(fact)].append(fact)
    return [_occasion(group, zone) for group in together.values()]


def _is_worth_telling(fact: Fact) -> bool:
    match fact.topic:
        case Topic.CHARGE_TAKEN:
            return bool(fact.content["amount"])
        case Topic.CHARGE_REFUSED:
            return bool(fact.content["code"] == Code.NOT_ENOUGH_MONEY)
        case _:
            return True


def _group(fact: Fact) -> tuple[object, ...]:
    if fact.topic is Topic.CHARGE_TAKEN:
        return (fact.topic, fact.account_id, fact.at)
    return (fact.id,)


def _occasion(group: Sequence[Fact], zone: ZoneInfo) -> Occasion:
    first = group[0]
    on = first.content.get("on")
    return Occasion(
        kind=KINDS[first.topic],
        account_id=first.account_id,
        key=_key(first, zone),
        fact_id=first.id,
        at=first.at,
        on=date.fromisoformat(on) if on else None,
        contents=tuple(fact.content for fact in group),
    )


def _key(fact: Fact, zone: ZoneInfo) -> str:
    """A coming debit is told once for its day, whatever becomes of the forecast; a refusal once a
    day, however often a platform tries."""
    content = fact.content
    match fact.topic:
        case Topic.DEBIT_COMING:
            return str(content["on"])
        case Topic.CHARGE_REFUSED:
            return fact.at.astimezone(zone).date().isoformat()
        case Topic.TRIAL_ENDING:
            return f"{fact.subscription_id}:{content['on']}"
        case Topic.PRICE_CHANGING:
            return f"{content['product_id']}:{content['on']}"
        case _:
            return str(fact.id)
