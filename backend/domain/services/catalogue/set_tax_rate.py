"""Set the standard VAT rate from a day on, as the law does."""

from datetime import date

from backend.domain.errors import InvalidRequest
from backend.domain.models import TaxRate
from backend.domain.ports import TaxRates
from backend.domain.services.catalogue.refusals import AlreadyInForce
from backend.domain.values.vat import WHOLE


def set_tax_rate(rate: int, valid_from: date, rates: TaxRates, today: date) -> TaxRate:
    """The rate, in basis points. Raises ``InvalidRequest``, and ``AlreadyExists`` for its day."""
    if not 0 <= rate <= WHOLE:
        raise InvalidRequest("a rate is between 0 and 100 per cent")
    if valid_from <= today:
        raise AlreadyInForce("a rate begins tomorrow or later: today may have been taxed already")
    made = TaxRate(valid_from=valid_from, rate=rate)
    rates.add(made)
    return made
