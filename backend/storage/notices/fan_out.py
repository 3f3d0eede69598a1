"""The fan-out: facts become notices, in the transaction in which they are taken from the outbox."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import structlog
from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.events import Fact
from backend.domain.ports import Clock, NewId
from backend.domain.services.notifying.draft_notices import Audience, Draft, draft_notices
from backend.domain.services.notifying.fill_notice import Titles
from backend.domain.services.notifying.house import House, NoticeRules
from backend.domain.services.notifying.occasions import Occasion, occasions
from backend.storage.arrays import columns
from backend.storage.notices.contacts import audiences
from backend.storage.notices.house import HouseBook

Driver = Connection[Any]
_log = structlog.get_logger(__name__)

_WRITE = """
INSERT INTO notice (account_id, id, kind, channel, key, fact_id, address, language, subject,
                    content, created_at, not_before, expires_at, state, reason, next_attempt_at)
SELECT account_id, id, kind, channel, key, fact_id, address, language, subject, content, at,
       not_before, expires_at, state, reason,
       CASE WHEN state = 'waiting' THEN least(not_before, expires_at) END
FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::text[],
            %s::text[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[],
            %s::timestamptz[], %s::text[], %s::text[])
     AS row (account_id, id, kind, channel, key, fact_id, address, language, subject, content, at,
             not_before, expires_at, state, reason)
ON CONFLICT (account_id, kind, channel, key) DO NOTHING
"""


class NoticeFanOut:
    """A consumer of facts: what it has seen before it does not tell again."""

    def __init__(
        self, rules: NoticeRules, catalogue: Callable[[], Catalogue], clock: Clock, new_id: NewId
    ) -> None:
        self._rules = rules
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id

    def __call__(self, driver: Driver, facts: Sequence[Fact]) -> None:
        """Write what is to be told of them. Nothing is sent here."""
        happened = occasions(facts, self._rules.zone)
        if not happened or not self._rules.channels:
            return
        house = HouseBook(driver, self._rules).house()
        readers = audiences(driver, {each.account_id for each in happened})
        titles = CatalogueTitles(self._catalogue())
        drafts = [
            draft
            for occasion in happened
            if (audience := readers.get(occasion.account_id)) is not None
            for draft in self._drafts(occasion, audience, house, titles)
        ]
        if drafts:
            driver.execute(_WRITE, columns([self._row(draft) for draft in drafts]))

    def _drafts(
        self, occasion: Occasion, audience: Audience, house: House, titles: Titles
    ) -> list[Draft]:
        """What is told of it. One that cannot be told keeps no others from being told."""
        try:
            return draft_notices(occasion, audience, house, titles, self._clock.now())
        except Exception as error:  # whatever it is, it would be the same the next time
            _log.error(
                "notice_not_made",
                kind=occasion.kind.value,
                fact=str(occasion.fact_id),
                reason=type(error).__name__,
            )
            return []

    def _row(self, draft: Draft) -> tuple[Any, ...]:
        return (
            draft.account_id,
            self._new_id(),
            draft.kind.value,
            draft.channel.value,
            draft.key,
            draft.fact_id,
            draft.address,
            draft.language.value,
            draft.words.subject,
            draft.words.content,
            self._clock.now(),
            draft.not_before,
            draft.expires_at,
            draft.state.value,
            draft.reason,
        )


class CatalogueTitles:
    """Implements ``Titles``. What the catalogue does not know (yet) has no name."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def product(self, product_id: str) -> str:
        """The title of a product."""
        product = self._catalogue.products.get(UUID(product_id))
        return product.title if product else "…"

    def platform(self, integrator_id: int) -> str:
        """The title of a platform."""
        return self._catalogue.integrators.get(integrator_id, "…")
