"""Save a version of a charge template (шаблон начисления): in force from a day, never changed."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.domain.catalogue import Template
from backend.domain.errors import AlreadyExists, InvalidRequest
from backend.domain.models import ChargeTemplate
from backend.domain.ports import NewId, Products, Templates
from backend.domain.services.billing.fill_template import check_pattern
from backend.domain.services.catalogue.fit_template import check_fit
from backend.domain.services.catalogue.refusals import AlreadyInForce
from backend.domain.values.billing import ChargingMode, PriceSource, VatSource
from backend.domain.values.moment import Moment
from backend.domain.values.money import MAX_KOPECKS
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule, Recurrence

MAX_PATTERN = 500
MAX_DAYS = 3_660
MAX_PRIORITY = 10_000

_WORD = re.compile(r"[a-z][a-z0-9_-]{0,31}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTemplate:
    """A version to be; see ``backend.domain.catalogue.Template``. ``fixed_amount`` in kopecks."""

    code: str
    pattern: str
    valid_from: date
    charge_type: str = "software"
    price_source: PriceSource = PriceSource.CATALOGUE
    fixed_amount: int | None = None
    rule: PeriodRule = PeriodRule.CALENDAR_MONTH
    days: int = 30
    proration: Proration = Proration.BY_DAYS
    vat_source: VatSource = VatSource.PRODUCT
    priority: int = 100


def save_template(
    command: NewTemplate, templates: Templates, products: Products, moment: Moment, new_id: NewId
) -> ChargeTemplate:
    """The new version. What is charged until the day before it stays as it is.

    Raises ``InvalidRequest`` where it could not be filled or charged, and ``AlreadyExists`` where
    another version begins on the same day.
    """
    check_template(command)
    versions = templates.versions(command.code)
    if versions and command.valid_from <= moment.today:
        raise AlreadyInForce(
            "a new version begins tomorrow or later: today may have been charged already"
        )
    if any(version.valid_from == command.valid_from for version in versions):
        raise AlreadyExists("a version of the template begins on that day already")
    for product in products.with_template(command.code):
        check_fit(command, ChargingMode(product.mode))
    version = _version(command, moment, new_id())
    templates.add(version)
    return version


def check_template(command: NewTemplate) -> None:
    """Raises ``InvalidRequest`` for what could never be charged."""
    _check_words(command)
    _check_figures(command)
    check_fit(command, _mode_for(command))


def as_template(command: NewTemplate, id_: UUID) -> Template:
    """The version as decisions see it."""
    return Template(
        id=id_,
        code=command.code,
        valid_from=command.valid_from,
        pattern=command.pattern,
        charge_type=command.charge_type,
        price_source=command.price_source,
        recurrence=Recurrence(command.rule, command.days),
        fixed_amount=command.fixed_amount,
        proration=command.proration,
        vat_source=command.vat_source,
        priority=command.priority,
    )


def _check_words(command: NewTemplate) -> None:
    for name, word in (("code", command.code), ("charge type", command.charge_type)):
        if _WORD.fullmatch(word) is None:
            raise InvalidRequest(
                f"a template's {name} is up to 32 small letters, digits, dashes; a letter first"
            )
    if not command.pattern.strip() or len(command.pattern) > MAX_PATTERN:
        raise InvalidRequest(f"a pattern is a text of at most {MAX_PATTERN} characters")
    check_pattern(command.pattern)


def _check_figures(command: NewTemplate) -> None:
    if not 1 <= command.days <= MAX_DAYS:
        raise InvalidRequest(f"a period has 1 to {MAX_DAYS} days")
    if not 0 <= command.priority <= MAX_PRIORITY:
        raise InvalidRequest(f"a priority is a number from 0 to {MAX_PRIORITY}, lower comes first")
    if (command.price_source is PriceSource.FIXED) != (command.fixed_amount is not None):
        raise InvalidRequest("a fixed price, and only that, comes with its amount")
    if command.fixed_amount is not None and not 0 <= command.fixed_amount <= MAX_KOPECKS:
        raise InvalidRequest("a price is not negative")


def _mode_for(command: NewTemplate) -> ChargingMode:
    platform = command.price_source is PriceSource.PLATFORM
    return ChargingMode.PLATFORM if platform else ChargingMode.BILLING


def _version(command: NewTemplate, moment: Moment, id_: UUID) -> ChargeTemplate:
    return ChargeTemplate(
        id=id_,
        code=command.code,
        valid_from=command.valid_from,
        pattern=command.pattern,
        charge_type=command.charge_type,
        price_source=command.price_source,
        fixed_amount=command.fixed_amount,
        rule=command.rule,
        days=command.days,
        proration=command.proration,
        vat_source=command.vat_source,
        priority=command.priority,
        created_at=moment.at,
    )
