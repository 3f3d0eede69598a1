"""``vitrina subscription``: what a subscriber does, done for him by the operator's staff."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from backend.cli.catalogue_options import OWN, Platform, ProductCode, integrator_id
from backend.cli.output import AsJson, Facts, console, say, show, show_all
from backend.cli.session import opened
from backend.container import Container
from backend.domain.catalogue import Product
from backend.domain.errors import NotFound
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    ChangeTime,
    Command,
    Consent,
    Pause,
    RefundPolicy,
    Resume,
    Subscribe,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.effect import Effect, Movement, Standing
from backend.domain.values.money import format_money
from backend.domain.values.period import ONE_DAY
from backend.storage.reporting.subscriptions import report_subscriptions

PREVIEW = "preview"

app = typer.Typer(
    help="Subscriptions that billing charges: begin, leave, pause, change. "
    "`preview` shows what any of it would do.",
    no_args_is_help=True,
)
previews = typer.Typer(
    help="Show what an act would do (dates, charges, refunds), and do nothing.",
    no_args_is_help=True,
)
app.add_typer(previews, name=PREVIEW)

Account = Annotated[str, typer.Argument(help="The account number; leading zeros count.")]
Name = Annotated[
    str, typer.Argument(help="The subscription: its id or key, as `subscription list` shows them.")
]
Actor = Annotated[str, typer.Option(help="Who asks for it, as it will stand in the history.")]
STAFF = "operator"


@app.command("list")
def list_subscriptions(account: Account, *, as_json: AsJson = False) -> None:
    """List an account's living subscriptions, until when they are served, and the next charges.

    Example: `vitrina subscription list 000123`
    """
    with opened() as container:
        rows = [_standing(each, container) for each in container.subscribers.standings(account)]
    show_all(rows, as_json=as_json, none="Nothing is subscribed to.")


@app.command()
def report(account: Account, *, as_json: AsJson = False) -> None:
    """Report every subscription of an account, over or not: holder, product, term, state.

    Example: `vitrina subscription report 000123`
    """
    with opened() as container, container.unit_of_work() as unit:
        found = report_subscriptions(unit.driver, account)
    if not as_json:
        for row in found:
            console().print(row.sentence, markup=False)
        return
    rows: list[Facts] = [
        {
            "holder": row.holder,
            "product": row.product,
            "first_day": f"{row.period.start}" if row.period else None,
            "last_day": f"{row.period.last_day}" if row.period else None,
            "state": row.state.value,
        }
        for row in found
    ]
    show_all(rows, as_json=True, none="")


@previews.command()
@app.command()
def add(  # noqa: PLR0913 (options of a command line)
    context: typer.Context,
    account: Account,
    product: ProductCode,
    *,
    offer: Annotated[
        Path,
        typer.Option(exists=True, dir_okay=False, help="The text that the subscriber agreed to."),
    ],
    offer_version: Annotated[str, typer.Option(help="Which version of the offer that is.")],
    address: Annotated[
        str, typer.Option(help="From where the subscriber agreed; at the counter, for example.")
    ] = "counter",
    quantity: Annotated[int, typer.Option(help="How many.")] = 1,
    integrator: Platform = OWN,
    actor: Actor = STAFF,
    as_json: AsJson = False,
) -> None:
    """Subscribe: consent is stored, and the first period is paid at once or nothing begins.

    Example: `vitrina subscription add 000123 kav --offer offer.txt --offer-version 2026-01`
    """
    text_hash = hashlib.sha256(offer.read_bytes()).hexdigest()
    consent = Consent(version=offer_version, text_hash=text_hash, address=address)
    with opened() as container:
        command = Subscribe(
            account=account,
            actor=actor,
            product_id=_product(container, integrator, product).id,
            consent=consent,
            quantity=quantity,
        )
        _act(context, container, command, as_json=as_json)


@previews.command()
@app.command()
def cancel(
    context: typer.Context,
    account: Account,
    name: Name,
    *,
    now: Annotated[
        bool, typer.Option("--now", help="End it today, not with what is paid.")
    ] = False,
    refund: Annotated[
        RefundPolicy, typer.Option(help="What an end today gives back.")
    ] = RefundPolicy.NONE,
    actor: Actor = STAFF,
    as_json: AsJson = False,
) -> None:
    """Unsubscribe: never refused, and by default with the end of what is paid.

    Example: `vitrina subscription preview cancel 000123 kav --now --refund remaining_days`
    """
    with opened() as container:
        command = Unsubscribe(
            account=account,
            actor=actor,
            subscription_id=_find(container, account, name),
            immediately=now,
            refund=refund,
        )
        _act(context, container, command, as_json=as_json)


@previews.command()
@app.command()
def undo(
    context: typer.Context,
    account: Account,
    name: Name,
    *,
    actor: Actor = STAFF,
    as_json: AsJson = False,
) -> None:
    """Keep a subscription that was to end.

    Example: `vitrina subscription undo 000123 kav`
    """
    _act_on(context, UndoUnsubscribe, account, name, actor, as_json=as_json)


@previews.command()
@app.command()
def pause(
    context: typer.Context,
    account: Account,
    name: Name,
    *,
    actor: Actor = STAFF,
    as_json: AsJson = False,
) -> None:
    """Pause a subscription from the end of what is paid.

    Example: `vitrina subscription pause 000123 kav`
    """
    _act_on(context, Pause, account, name, actor, as_json=as_json)


@previews.command()
@app.command()
def resume(
    context: typer.Context,
    account: Account,
    name: Name,
    *,
    actor: Actor = STAFF,
    as_json: AsJson = False,
) -> None:
    """End a pause: the rest of the period is paid now.

    Example: `vitrina subscription resume 000123 kav`
    """
    _act_on(context, Resume, account, name, actor, as_json=as_json)


@previews.command()
@app.command()
def change(  # noqa: PLR0913 (options of a command line)
    context: typer.Context,
    account: Account,
    name: Name,
    product: ProductCode,
    *,
    when: Annotated[
        ChangeTime | None,
        typer.Option(help="By default a dearer product begins now, a cheaper one next period."),
    ] = None,
    integrator: Platform = OWN,
    actor: Actor = STAFF,
    as_json: AsJson = False,
) -> None:
    """Go over to another product; to the present one: give up a planned change.

    Example: `vitrina subscription preview change 000123 kav kis`
    """
    with opened() as container:
        command = ChangeProduct(
            account=account,
            actor=actor,
            subscription_id=_find(container, account, name),
            product_id=_product(container, integrator, product).id,
            when=when,
        )
        _act(context, container, command, as_json=as_json)


def _act_on(
    context: typer.Context,
    make: Callable[..., Command],
    account: str,
    name: str,
    actor: str,
    *,
    as_json: bool,
) -> None:
    with opened() as container:
        found = _find(container, account, name)
        command = make(account=account, actor=actor, subscription_id=found)
        _act(context, container, command, as_json=as_json)


def _act(context: typer.Context, container: Container, command: Command, *, as_json: bool) -> None:
    desk = container.subscribers
    only_shown = context.parent is not None and context.parent.info_name == PREVIEW
    effect = desk.preview(command) if only_shown else desk.carry_out(command)
    _show(effect, container, as_json=as_json)
    if only_shown:
        say("A preview: nothing was done.")


def _show(effect: Effect, container: Container, *, as_json: bool) -> None:
    sums = {
        "charged": format_money(effect.charged),
        "refunded": format_money(effect.refunded),
        "difference": format_money(effect.difference),
        "available": format_money(effect.available),
    }
    subscriptions = [_standing(each, container) for each in effect.subscriptions]
    movements = [
        *(_movement("charge", each) for each in effect.charges),
        *(_movement("refund", each) for each in effect.refunds),
    ]
    if as_json:
        show({**sums, "subscriptions": subscriptions, "movements": movements}, as_json=True)
        return
    show_all(subscriptions, as_json=False, none="No subscription changes.")
    show_all(movements, as_json=False, none="No money moves.")
    show(sums, as_json=False)


def _standing(each: Standing, container: Container) -> Facts:
    products = container.catalogue.current().products
    following = products.get(each.next_product_id) if each.next_product_id else None
    return {
        "id": str(each.id),
        "key": each.key,
        "product": products[each.product_id].title,
        "state": each.state.value,
        "last_served_day": f"{each.served_until - ONE_DAY}" if each.served_until else None,
        "next_charge_on": each.next_charge_on.isoformat() if each.next_charge_on else None,
        "next_charge": format_money(each.next_charge) if each.next_charge is not None else None,
        "next_product": following.title if following else None,
    }


def _movement(kind: str, each: Movement) -> Facts:
    return {
        "kind": kind,
        "text": each.text,
        "from": each.period_start.isoformat(),
        "to": (each.period_end - ONE_DAY).isoformat(),
        "amount": format_money(each.amount),
        "vat": format_money(each.vat_amount),
    }


def _product(container: Container, integrator: str, code: str) -> Product:
    owner = integrator_id(container, integrator)
    for product in container.catalogue.current().products.values():
        if (product.integrator_id, product.code) == (owner, code):
            return product
    raise NotFound("there is no such product: vitrina product list")


def _find(container: Container, account: str, name: str) -> UUID:
    for each in container.subscribers.standings(account):
        if name in (each.key, str(each.id)):
            return each.id
    raise NotFound("the account has no such living subscription: vitrina subscription list")
