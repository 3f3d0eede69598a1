"""``vitrina template``: charge templates (шаблоны начислений), each version from its day on."""

from datetime import date
from typing import Annotated

import typer

from backend.cli import template_options as option
from backend.cli.catalogue_options import OWN, Platform, integrator_id, read_day
from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import money, opened
from backend.container import Container
from backend.domain.catalogue import Product, Template
from backend.domain.errors import NotFound
from backend.domain.models import ChargeTemplate
from backend.domain.services.billing.fill_template import PLACEHOLDERS
from backend.domain.services.billing.line import Line
from backend.domain.services.catalogue.preview_template import Example, preview_template
from backend.domain.services.catalogue.save_template import (
    NewTemplate,
    as_template,
    check_template,
    save_template,
)
from backend.domain.values.billing import PriceSource
from backend.domain.values.money import format_money
from backend.domain.values.period import ONE_DAY, Period
from backend.storage.repositories import ProductRepository, TemplateRepository

app = typer.Typer(
    help="Charge templates (шаблоны начислений): text, price, period, tax and order of charges.",
    no_args_is_help=True,
)

_NAMES = "  \n".join(f"`{{{name}}}` {meaning}" for name, meaning in PLACEHOLDERS.items())


@app.command(
    epilog=f"What the pattern may contain:\n\n{_NAMES}\n\n"
    "Examples:\n\n"
    "`vitrina template save monthly '{product}, {month}'`\n\n"
    "`vitrina template save kav '{product}, {start} – {end}, {amount}' --days 30`\n\n"
    "`vitrina template save platform '{product}: {comment}' --price-source platform`"
)
def save(  # noqa: PLR0913 (options of a command line)
    code: option.Code,
    pattern: Annotated[str, typer.Argument(help="The text, with names between braces.")],
    *,
    valid_from: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=read_day,
            metavar="YYYY-MM-DD",
            help="The first day; by default today for a first version, else tomorrow.",
        ),
    ] = None,
    kind: option.Type = None,
    price_source: option.Source = None,
    amount: option.Amount = None,
    rule: option.Rule = None,
    days: option.Days = None,
    proration: option.Part = None,
    vat: option.Vat = None,
    priority: option.Priority = None,
    as_json: AsJson = False,
) -> None:
    """Save a version of a template, in force from a day on.

    Charges that exist never change, so a version that has begun does not change either.
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        templates, moment = TemplateRepository(session), container.clock.moment()
        first = not templates.versions(code)
        new = option.described(
            code,
            pattern,
            valid_from or (moment.today if first else moment.today + ONE_DAY),
            amount=amount,
            charge_type=kind,
            price_source=price_source,
            rule=rule,
            days=days,
            proration=proration,
            vat_source=vat,
            priority=priority,
        )
        saved = save_template(new, templates, ProductRepository(session), moment, container.new_id)
        facts = _facts(saved)
        record(container, unit, "save_template", f"template {code}", after=facts)
        unit.commit()
    show(facts, as_json=as_json)
    say(f"See what it charges: vitrina template preview {code} --price 50")


@app.command("list")
def list_all(
    code: Annotated[str | None, typer.Argument(help="Only the versions of this one.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the templates, every version of them.

    Example: `vitrina template list monthly`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        templates = TemplateRepository(session)
        versions = templates.all() if code is None else templates.versions(code)
        rows = [_facts(version) for version in versions]
    columns = ("code", "from", "pattern", "type", "price", "rule", "priority")
    shown = rows if as_json else [{name: row[name] for name in columns} for row in rows]
    show_all(shown, as_json=as_json, none="There is no template: vitrina template save --help")


@app.command(
    epilog="Examples:\n\n"
    "`vitrina template preview monthly --price 50 --on 2026-05-15`\n\n"
    "`vitrina template preview trial --pattern '{product}, {month}' --price 50`\n\n"
    "`vitrina template preview platform --price 50 --last-day 2026-05-30 --comment promo`"
)
def preview(  # noqa: PLR0913 (options of a command line)
    code: option.Code,
    *,
    price: Annotated[str, typer.Option(help="What a whole period costs, in roubles.")],
    on: Annotated[
        date | None,
        typer.Option(
            parser=read_day, metavar="YYYY-MM-DD", help="When the first period begins; today."
        ),
    ] = None,
    product: Annotated[
        str | None, typer.Option(help="The code of a product: its title and its tax.")
    ] = None,
    integrator: Platform = OWN,
    title: Annotated[str, typer.Option(help="The title, where there is no product yet.")] = "…",
    quantity: Annotated[int, typer.Option(min=1, help="How many.")] = 1,
    last_day: Annotated[
        date | None,
        typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="As a platform would give it."),
    ] = None,
    comment: Annotated[str, typer.Option(help="A platform's own text.")] = "",
    pattern: Annotated[
        str | None, typer.Option(help="Try a template that is not saved, with this pattern.")
    ] = None,
    kind: option.Type = None,
    price_source: option.Source = None,
    amount: option.Amount = None,
    rule: option.Rule = None,
    days: option.Days = None,
    proration: option.Part = None,
    vat: option.Vat = None,
    priority: option.Priority = None,
    as_json: AsJson = False,
) -> None:
    """Show the charge that a template would make for an example; nothing is kept.

    Without `--pattern` it is the saved version that is in force on the day.
    """
    with opened() as container:
        day = on or container.clock.moment().today
        if pattern is None:
            template = _in_force(container, code, day)
        else:
            new = option.described(
                code,
                pattern,
                day,
                amount=amount,
                charge_type=kind,
                price_source=price_source,
                rule=rule,
                days=days,
                proration=proration,
                vat_source=vat,
                priority=priority,
            )
            template = _tried(container, new)
        example = Example(
            day=day,
            price=money(price),
            title=title,
            product=_product(container, integrator, product),
            quantity=quantity,
            last_day=last_day,
            comment=comment,
        )
        line = preview_template(template, example, container.catalogue.current())
    show(_line(line, with_period=_has_period(template, last_day)), as_json=as_json)


def _tried(container: Container, new: NewTemplate) -> Template:
    check_template(new)
    return as_template(new, container.new_id())


def _in_force(container: Container, code: str, day: date) -> Template:
    found = container.catalogue.current().template_on(code, day)
    if found is None:
        raise NotFound("no version of such a template is in force on that day")
    return found


def _product(container: Container, integrator: str, code: str | None) -> Product | None:
    if code is None:
        return None
    owner = integrator_id(container, integrator)
    products = container.catalogue.current().products.values()
    found = next((p for p in products if (p.integrator_id, p.code) == (owner, code)), None)
    if found is None:
        raise NotFound("there is no such product: vitrina product list")
    return found


def _has_period(template: Template, last_day: date | None) -> bool:
    return template.price_source is not PriceSource.PLATFORM or last_day is not None


def _line(line: Line, *, with_period: bool) -> Facts:
    period = Period(line.period_start, line.period_end)
    return {
        "text": line.text,
        "amount": format_money(line.amount),
        "full_price": format_money(line.full_price),
        "first_day": f"{period.start}" if with_period else None,
        "last_day": f"{period.last_day}" if with_period else None,
        "vat": line.vat_kind.value,
        "vat_rate": format_money(line.vat_rate),
        "vat_amount": format_money(line.vat_amount),
        "vat_note": line.vat_note or None,
        "type": line.charge_type,
        "priority": line.priority,
    }


def _facts(version: ChargeTemplate) -> Facts:
    fixed = version.fixed_amount
    rule = str(version.rule)
    return {
        "code": version.code,
        "from": f"{version.valid_from}",
        "pattern": version.pattern,
        "type": version.charge_type,
        "price": str(version.price_source) if fixed is None else format_money(fixed),
        "rule": f"{version.days} days" if rule == "days" else rule,
        "proration": str(version.proration),
        "vat": str(version.vat_source),
        "priority": version.priority,
    }
