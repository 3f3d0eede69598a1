"""A preview of a template is what charging would do, and leaves nothing behind."""

from datetime import date
from typing import Any

import pytest

from backend.domain.catalogue import Catalogue
from backend.domain.errors import InvalidRequest
from backend.domain.services.billing.fill_template import TemplateNotFilled
from backend.domain.services.billing.plan_lines import plan_lines
from backend.domain.services.catalogue.preview_template import Example, preview_template
from backend.domain.values.billing import PriceSource
from backend.domain.values.recurrence import PeriodRule, Recurrence
from backend.domain.values.vat import VatKind
from tests.unit.billing import goods
from tests.unit.billing.goods import MAY_1

LAW = Catalogue(rates=goods.RATES, integrators={0: "Оператор", 1: "РентСофт"})


def example(**given: Any) -> Example:
    return Example(**{"day": MAY_1, "price": 5_000, "title": goods.KAV, **given})


def platform(pattern: str) -> Any:
    return goods.template(
        pattern, price_source=PriceSource.PLATFORM, recurrence=Recurrence(PeriodRule.PLATFORM)
    )


def test_the_bulletins_row_from_nothing_but_a_pattern() -> None:
    line = preview_template(goods.template(), example(), LAW)
    assert line.text == "Антивирус Касперского, 1 мая – 30 мая, 50р."
    assert (line.amount, line.vat_rate, line.vat_amount) == (5_000, 2200, 902)
    assert (line.period_start, line.period_end) == (MAY_1, date(2026, 5, 31))


def test_it_is_the_line_that_would_be_charged() -> None:
    product = goods.product(vat_kind=VatKind.ZERO, vat_note="экспорт")
    line = preview_template(goods.template(), example(product=product), LAW)
    subscription = goods.subscription(key="example")
    (charged,) = _lines(plan_lines(subscription, goods.catalogue(product), MAY_1))
    assert line == charged._replace(
        account_id=line.account_id, subscription_id=line.subscription_id
    )


def test_a_version_that_begins_later_can_be_looked_at_today() -> None:
    later = goods.template("{product}", date(2030, 1, 1))
    assert preview_template(later, example(), LAW).text == goods.KAV


def test_a_platforms_charge_with_its_last_day_and_words() -> None:
    template = platform("{product}, {start} – {end}, {amount}, {comment} ({integrator})")
    given = example(last_day=date(2026, 5, 30), comment="промо")
    line = preview_template(template, given, LAW)
    assert line.text == "Антивирус Касперского, 1 мая – 30 мая, 50р., промо (Оператор)"
    assert (line.amount, line.vat_amount) == (5_000, 902)
    assert line.period_end == date(2026, 5, 31)


def test_what_the_example_does_not_bring_is_said() -> None:
    with pytest.raises(TemplateNotFilled, match="comment"):
        preview_template(platform("{comment}"), example(), LAW)
    with pytest.raises(TemplateNotFilled, match="end"):
        preview_template(platform("{end}"), example(), LAW)


@pytest.mark.parametrize("given", [{"price": -1}, {"quantity": 0}])
def test_an_example_makes_sense(given: dict[str, int]) -> None:
    with pytest.raises(InvalidRequest):
        preview_template(goods.template(), example(**given), LAW)


def _lines(found: Any) -> Any:
    assert isinstance(found, list)
    return found
