"""The settlement with a platform: sums from the very first charge, shared by its agreements."""

from collections.abc import Iterator
from datetime import date

from backend.domain.services.reporting.columns import Row
from backend.domain.services.reporting.settle import Base, MonthSum, Terms, settle
from backend.storage.reporting.asked import Asked
from backend.storage.reporting.movements import moved

# width_bucket: under which agreement, counted from 1, a charge was made; 0 before the first one.
_SUMS = """
SELECT date_trunc('month', day)::date AS month,
       width_bucket(charged_on, %(valid_from)s::date[]) AS place,
       coalesce(sum(amount) FILTER (WHERE kind = 'charge'), 0)::bigint,
       coalesce(-sum(amount) FILTER (WHERE kind <> 'charge'), 0)::bigint,
       sum(vat)::bigint
FROM ({moved}) AS moved GROUP BY 1, 2
"""
# Of several rows for one day the last that was known is the agreement.
_AGREEMENTS = """
SELECT DISTINCT ON (valid_from) valid_from, share, base, document FROM agreement
WHERE integrator_id = %(integrator_id)s AND recorded_at < %(known)s
ORDER BY valid_from, number DESC
"""


def settlement(asked: Asked) -> Iterator[Row]:
    """By months and agreements. Every month before is counted, too: shares telescope."""
    agreements = [
        Terms(valid_from=valid_from, share=share, base=Base(base), document=document)
        for valid_from, share, base, document in asked.rows(_AGREEMENTS)
    ]
    starts: list[date | None] = [None, *(each.valid_from for each in agreements)]
    sums = [
        MonthSum(month, starts[place], charged, given_back, vat)
        for month, place, charged, given_back, vat in asked.rows(
            _SUMS.format(moved=moved(asked)),
            valid_from=starts[1:] or [date.max],
            first_day=date.min,
        )
    ]
    for each in settle(sums, agreements):
        if each.month >= asked.first_day:
            yield (
                each.month, *_agreement(each.terms), each.charged, each.given_back, each.gross,
                each.vat, each.net, each.partner, each.ours,
            )  # fmt: skip


def _agreement(terms: Terms | None) -> Row:
    if terms is None:
        return (None, None, None, None)
    return (terms.valid_from, terms.document, terms.base.value, terms.share)
