"""A text as somebody would get it: with an example, or with what is known of an account."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying.check_text import check_text
from backend.domain.services.notifying.contacts import ContactView
from backend.domain.services.notifying.defaults import NoticeText
from backend.domain.services.notifying.draft_notices import Audience, names_for
from backend.domain.services.notifying.fill_notice import Words, fill_notice
from backend.domain.services.notifying.house import House
from backend.domain.services.notifying.occasions import Occasion
from backend.domain.services.notifying.placeholders import EXAMPLES

SOMEBODY = Audience(number="000123", holder="Иванов Д. И.", contact=ContactView())


class ExampleTitles:
    """Implements ``Titles`` for the examples."""

    def product(self, product_id: str) -> str:  # noqa: ARG002 (a port's)
        """The one example."""
        return "Антивирус"

    def platform(self, integrator_id: int) -> str:  # noqa: ARG002 (a port's)
        """The one example."""
        return "Витрина программ"


def try_text(
    which: tuple[NoticeKind, Channel, Language],
    text: NoticeText,
    house: House,
    now: datetime,
    *,
    audience: Audience = SOMEBODY,
    content: Mapping[str, Any] | None = None,
) -> Words:
    """The words. Raises what ``check_text`` raises. ``content``: of a real fact of the kind."""
    kind, channel, language = which
    check_text(kind, channel, text)
    told = content or EXAMPLES[kind]
    on = told.get("on")
    occasion = Occasion(
        kind=kind,
        account_id=0,
        key="",
        fact_id=UUID(int=0),
        at=now,
        on=date.fromisoformat(on) if on else None,
        contents=(told,),
    )
    return fill_notice(
        text,
        occasion,
        names_for(audience, house, language),
        ExampleTitles(),
        language=language,
        told_on=now.astimezone(house.rules.zone).date(),
    )
