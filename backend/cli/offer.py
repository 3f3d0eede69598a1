"""``vitrina offer``: the texts that subscribers accept (оферты)."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from backend.cli.catalogue_options import OWN, Platform, integrator_id, read_day
from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, show, show_all
from backend.cli.session import opened
from backend.domain.errors import NotFound
from backend.domain.models import Offer
from backend.domain.services.catalogue.publish_offer import NewOffer, publish_offer
from backend.storage.repositories import OfferRepository

app = typer.Typer(
    help="The texts that subscribers accept before the first charge (оферты).",
    no_args_is_help=True,
)


@app.command()
def publish(
    version: Annotated[str, typer.Argument(help="What this version is called.")],
    text: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A file with the text, in UTF-8.")
    ],
    *,
    integrator: Platform = OWN,
    valid_from: Annotated[
        date | None,
        typer.Option(
            "--from", parser=read_day, metavar="YYYY-MM-DD", help="The first day; default today."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Publish an offer. It is never changed any more: a new text is a new version.

    A platform without an offer of its own has the operator's. What subscribers accept is kept with
    the version and the text's hash.

    Example: `vitrina offer publish 2026-01 offer.txt`
    """
    try:
        content = text.read_text("utf-8")
    except UnicodeDecodeError:
        raise typer.BadParameter("the file is not a text in UTF-8") from None
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        moment = container.clock.moment()
        new = NewOffer(
            integrator_id=integrator_id(container, integrator),
            version=version,
            valid_from=valid_from or moment.today,
            content=content,
        )
        facts = _facts(publish_offer(new, OfferRepository(session), moment))
        record(container, unit, "publish_offer", f"offer {integrator}/{version}", after=facts)
        unit.commit()
    show(facts, as_json=as_json)


@app.command("list")
def list_all(*, as_json: AsJson = False) -> None:
    """List the published versions; 0 is the operator's own.

    Example: `vitrina offer list`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        rows = [_facts(each) for each in OfferRepository(session).all()]
    show_all(rows, as_json=as_json, none="Nothing can be accepted yet: vitrina offer publish")


@app.command("show")
def show_one(
    version: Annotated[str, typer.Argument(help="What the version is called.")],
    *,
    integrator: Platform = OWN,
    as_json: AsJson = False,
) -> None:
    """Show a version with its text.

    Example: `vitrina offer show 2026-01`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        found = OfferRepository(session).find(integrator_id(container, integrator), version)
        if found is None:
            raise NotFound("there is no such version: vitrina offer list")
        facts = {**_facts(found), "text": found.content}
    show(facts, as_json=as_json)


def _facts(offer: Offer) -> Facts:
    return {
        "integrator": offer.integrator_id,
        "version": offer.version,
        "from": f"{offer.valid_from}",
        "characters": len(offer.content),
        "sha256": offer.text_hash,
    }
