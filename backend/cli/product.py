"""``vitrina product``: what is sold, how it is charged and taxed."""

from datetime import date
from typing import Annotated

import typer

from backend.cli.catalogue_options import (
    OWN,
    Platform,
    ProductCode,
    integrator_id,
    read_day,
)
from backend.cli.deeds import record
from backend.cli.output import AsJson, show
from backend.cli.product_views import list_all, product_facts, show_one
from backend.cli.session import opened
from backend.domain.services.catalogue.archive_product import archive_product
from backend.domain.services.catalogue.register_product import NewRegistration, register_product
from backend.domain.services.catalogue.save_product import ProductTerms, save_product
from backend.domain.values.billing import CatchUp, ChargingMode
from backend.domain.values.period import ONE_DAY
from backend.domain.values.vat import VatKind
from backend.storage.repositories import ProductRepository, TemplateRepository

app = typer.Typer(help="Products: what is sold, how it is charged and taxed.", no_args_is_help=True)
app.command("show")(show_one)
app.command("list")(list_all)


@app.command(
    epilog="Examples:\n\n"
    "`vitrina product save internet --title 'Интернет 100' --mode billing --template monthly`\n\n"
    "`vitrina product save kav --integrator rentsoft --title 'Антивирус Касперского' "
    "--vat exempt`\n\n"
    "`vitrina product save internet --stops-queue`"
)
def save(  # noqa: PLR0913 (options of a command line)
    code: ProductCode,
    *,
    integrator: Platform = OWN,
    title: Annotated[str | None, typer.Option(help="Its name for people.")] = None,
    mode: Annotated[
        ChargingMode | None,
        typer.Option(help="Who starts its charges; not switched while somebody is subscribed."),
    ] = None,
    template: Annotated[
        str | None, typer.Option(help="The code of its charge template; empty takes it away.")
    ] = None,
    vat: Annotated[
        VatKind | None,
        typer.Option(help="How it is taxed; exempt holds only while it is in the register."),
    ] = None,
    vat_note: Annotated[
        str | None, typer.Option(help="Why there is no tax, as it stands on invoices.")
    ] = None,
    trial_days: Annotated[int | None, typer.Option(help="Free days, once per account.")] = None,
    catch_up: Annotated[
        CatchUp | None, typer.Option(help="What becomes of periods that nobody billed in time.")
    ] = None,
    end_after_days: Annotated[
        int | None, typer.Option(help="Days without money after which a subscription ends.")
    ] = None,
    stops_queue: Annotated[
        bool | None,
        typer.Option(
            "--stops-queue/--no-stops-queue",
            help="Whether, when it cannot be paid, what comes after it is not charged either.",
        ),
    ] = None,
    parent: Annotated[
        str | None,
        typer.Option(help="The bundle that it comes with and cannot leave; empty frees it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Save a product, or change what is named of one; one that a charge brought in is completed.

    Later charges follow it, earlier ones stay as they are.
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        products = ProductRepository(session)
        terms = ProductTerms(
            integrator_id=integrator_id(container, integrator),
            code=code,
            title=title,
            template=template,
            mode=mode,
            vat_kind=vat,
            vat_note=vat_note,
            trial_days=trial_days,
            catch_up=catch_up,
            end_after_days=end_after_days,
            stops_queue=stops_queue,
            parent=parent,
        )
        templates, moment = TemplateRepository(session), container.clock.moment()
        saved = save_product(terms, products, templates, moment, container.new_id)
        session.flush()
        facts = product_facts(saved, integrator)
        record(container, unit, "save_product", f"product {integrator}/{code}", after=facts)
        unit.commit()
    show(facts, as_json=as_json)


@app.command(
    epilog="Examples:\n\n"
    "`vitrina product register kav --integrator rentsoft --number 205 --since 2016-03-18`\n\n"
    "`vitrina product register kav --integrator rentsoft --number 205 --since 2016-03-18 "
    "--last-day 2026-12-31`"
)
def register(
    code: ProductCode,
    *,
    number: Annotated[str, typer.Option(help="Its number in the register.")],
    since: Annotated[
        date, typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="The first day in it.")
    ],
    last_day: Annotated[
        date | None,
        typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="The last day in it, if known."),
    ] = None,
    integrator: Platform = OWN,
    as_json: AsJson = False,
) -> None:
    """Note that a product is in the register of Russian software: licences to it are not taxed.

    Naming the same first day again corrects the number and the end. An exempt product that is not
    in the register on the day of a charge is taxed at the standard rate.
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        new = NewRegistration(
            integrator_id=integrator_id(container, integrator),
            code=code,
            number=number,
            since=since,
            until=None if last_day is None else last_day + ONE_DAY,
        )
        made = register_product(new, ProductRepository(session))
        until = made.until
        facts = {
            "integrator": integrator,
            "code": code,
            "number": made.number,
            "since": f"{made.since}",
            "last_day": None if until is None else f"{until - ONE_DAY}",
        }
        record(container, unit, "register_product", f"product {integrator}/{code}", after=facts)
        unit.commit()
    show(facts, as_json=as_json)


@app.command()
def archive(
    code: ProductCode,
    *,
    on: Annotated[
        date | None,
        typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="From which day on; today."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Offer it again.")] = False,
    integrator: Platform = OWN,
    as_json: AsJson = False,
) -> None:
    """Take a product off the storefront; who is subscribed to it stays so.

    Example: `vitrina product archive kav --integrator rentsoft --on 2026-12-31`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        today = container.clock.moment().today
        owner = integrator_id(container, integrator)
        day = None if undo else on or today
        product = archive_product(owner, code, day, ProductRepository(session), today)
        session.flush()
        facts = product_facts(product, integrator)
        after = {"archived_on": facts["archived_on"]}
        record(container, unit, "archive_product", f"product {integrator}/{code}", after=after)
        unit.commit()
    show(facts, as_json=as_json)
