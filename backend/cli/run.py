"""``vitrina run``: the monthly run, from plan through review to the last charge."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.container import Container
from backend.domain.errors import NotFound
from backend.domain.services.billing.run import RunView
from backend.domain.services.billing.settle_lines import LineEnd
from backend.domain.values.billing import CatchUp
from backend.domain.values.money import format_money

app = typer.Typer(
    help="The monthly run (биллинговый прогон): plan, review, apply, watch.", no_args_is_help=True
)

WHO = "command line"

RunId = Annotated[
    UUID | None, typer.Argument(metavar="[RUN]", help="Its id; the latest run if not given.")
]


@app.command()
def plan(*, as_json: AsJson = False) -> None:
    """Plan what is due today. Nothing is charged: look at the plan, then `vitrina run apply`.

    Example: `vitrina run plan`
    """
    with opened() as container:
        run_id = container.billing.open()
        if run_id is None:
            raise NotFound("nothing is due that is not in a run already: see vitrina run status")
        view = _watch("planned", container.billing.plan(run_id))
    show(_facts(view), as_json=as_json)


@app.command()
def apply(
    run_id: RunId = None,
    *,
    plan_hash: Annotated[
        str | None,
        typer.Option("--hash", help="Charge only if the plan still has this hash."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Approve a plan and charge it; or go on with a run that was interrupted.

    Example: `vitrina run apply --hash 9f2c…`
    """
    with opened() as container:
        view = _view(container, run_id)
        if view.approved_by is None:
            container.billing.approve(view.id, plan_hash or view.hash or "", WHO)
        view = _watch("charged", container.billing.apply(view.id))
    show(_facts(view), as_json=as_json)


@app.command()
def status(run_id: RunId = None, *, as_json: AsJson = False) -> None:
    """Show a run: its plan, its difference to the run before, how far it has come.

    Example: `vitrina run status`
    """
    with opened() as container:
        view = _view(container, run_id)
    show(_facts(view), as_json=as_json)


@app.command("list")
def list_all(*, as_json: AsJson = False) -> None:
    """List the latest runs, newest first.

    Example: `vitrina run list`
    """
    with opened() as container:
        rows = [_brief(view) for view in container.billing.views()]
    show_all(rows, as_json=as_json, none="There was no run yet: vitrina run plan")


@app.command()
def cancel(run_id: RunId = None, *, as_json: AsJson = False) -> None:
    """Give up a run that has not begun to charge.

    Example: `vitrina run cancel`
    """
    with opened() as container:
        view = _view(container, run_id)
        container.billing.cancel(view.id)
        view = container.billing.view(view.id)
    show(_facts(view), as_json=as_json)


@app.command()
def parked(*, as_json: AsJson = False) -> None:
    """List the subscriptions that runs have left to a person, the longest first.

    Example: `vitrina run parked`
    """
    with opened() as container:
        rows = [
            {
                "account": item.account,
                "product": item.product,
                "reason": item.reason,
                "since": f"{item.parked_at:%Y-%m-%d %H:%M}",
                "subscription": str(item.subscription_id),
            }
            for item in container.billing.parked()
        ]
    show_all(rows, as_json=as_json, none="Nothing is parked.")


@app.command()
def resume(
    subscription: Annotated[UUID, typer.Argument(help="Its id, as `vitrina run parked` shows it.")],
    *,
    forgive: Annotated[
        bool, typer.Option("--forgive", help="Only the current period costs, earlier ones do not.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Charge the due periods of a parked subscription.

    Example: `vitrina run resume 01a2… --forgive`
    """
    policy = CatchUp.CURRENT if forgive else CatchUp.ALL
    with opened() as container:
        ends = container.billing.resume(subscription, policy, WHO)
    rows = [
        {
            "text": line.text,
            "amount": format_money(line.amount if end is LineEnd.CHARGED else 0),
            "end": end.value,
        }
        for line, end in ends
    ]
    show_all(rows, as_json=as_json, none="No period was due.")


def _view(container: Container, run_id: UUID | None) -> RunView:
    if run_id is not None:
        return container.billing.view(run_id)
    views = container.billing.views()
    if not views:
        raise NotFound("there was no run yet: vitrina run plan")
    return views[0]


def _watch(verb: str, steps: Iterable[RunView]) -> RunView:
    """Follow a run to its end on standard error, so that the result can be piped."""
    view: RunView | None = None
    with _bar(verb) as bar:
        for view in steps:
            done, total = _progress(verb, view)
            bar.update(bar.task_ids[0], completed=done, total=total)
    if view is None:
        raise NotFound("there is no such run")
    if view.lines_per_second is not None and verb == "charged":
        say(f"{view.done} lines, {view.lines_per_second:.0f} a second")
    return view


@contextmanager
def _bar(verb: str) -> Iterator[Progress]:
    columns = (
        TextColumn(verb),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        bar.add_task(verb, total=None)
        yield bar


def _progress(verb: str, view: RunView) -> tuple[int, int]:
    if verb == "planned":
        return view.chunks_planned, view.chunks
    return view.done, view.lines


def _brief(view: RunView) -> Facts:
    return {
        "day": f"{view.business_date}",
        "state": view.state.value,
        "lines": view.lines,
        "done": view.done,
        "charged": view.charged,
        "sum": format_money(view.charged_sum),
        "unpaid": view.unpaid,
        "parked": view.parked,
        "run": str(view.id),
    }


def _facts(view: RunView) -> Facts:
    rate, left = view.lines_per_second, view.seconds_left
    return {
        "run": str(view.id),
        "day": f"{view.business_date}",
        "state": view.state.value,
        "lines": view.lines,
        "amount": format_money(view.amount),
        "vat_included": format_money(view.vat_amount),
        "hash": view.hash,
        **{f"differs_{name}": count for name, count in view.difference.items()},
        "approved_by": view.approved_by,
        "done": view.done,
        "charged": view.charged,
        "charged_sum": format_money(view.charged_sum),
        "free": view.free,
        "unpaid": view.unpaid,
        "superseded": view.superseded,
        "parked": view.parked,
        "lines_per_second": None if rate is None else round(rate),
        "seconds_left": None if left is None else round(left),
    }
