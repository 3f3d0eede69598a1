"""``vitrina event``: what happens, told to endpoints by signed webhooks (события)."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from backend.cli.deeds import record
from backend.cli.event_views import as_delivery, as_endpoint, as_fact, as_secret
from backend.cli.output import AsJson, say, show, show_all
from backend.cli.session import opened
from backend.domain.endpoints import (
    DeliveryQuery,
    DeliveryState,
    EndpointChange,
    NewEndpoint,
)
from backend.domain.events import Topic
from backend.storage.events.searching import FactQuery

app = typer.Typer(
    help="Tell other systems what happens, by signed webhooks (события).", no_args_is_help=True
)

Endpoint = Annotated[
    UUID, typer.Argument(metavar="ENDPOINT", help="Its id, as `vitrina event endpoints` shows it.")
]
Event = Annotated[UUID, typer.Argument(metavar="EVENT", help="The event's id: its webhook-id.")]
Topics = Annotated[
    list[Topic] | None, typer.Option("--topic", help="Which events; again for more. None: all.")
]
OfAccount = Annotated[str | None, typer.Option("--account", help="Only this account's.")]
OfTopic = Annotated[Topic | None, typer.Option("--topic", help="Only these.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="How many, newest first.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit.")]


@app.command()
def endpoints(*, as_json: AsJson = False) -> None:
    """List where events go: the operator's own endpoints and the portals'.

    Example: `vitrina event endpoints`
    """
    with opened() as container, container.unit_of_work() as unit:
        rows = [as_endpoint(view) for view in container.events.endpoints(unit, None)]
    show_all(rows, as_json=as_json, none="Nobody is told anything.")


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="An https address that the public can reach.")],
    *,
    topic: Topics = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Register an endpoint of the operator's own, and show its secret this once.

    Example: `vitrina event add https://crm.example/vitrina --topic payment.received`
    """
    new = NewEndpoint(url=url, topics=frozenset(topic or ()))
    with opened() as container, container.unit_of_work() as unit:
        view, secret = container.events.add(unit, None, new)
        after = {"id": str(view.id), "topics": list(view.topics)}
        subject = f"event endpoint {url.partition('?')[0]}"
        record(container, unit, "add_event_endpoint", subject, after=after, reason=reason)
        unit.commit()
    show({**as_endpoint(view), **as_secret(secret)}, as_json=as_json)


@app.command()
def change(
    endpoint: Endpoint,
    *,
    url: Annotated[str | None, typer.Option(help="Another address.")] = None,
    topic: Topics = None,
    every: Annotated[bool, typer.Option("--all", help="All topics.")] = False,
    enabled: Annotated[
        bool | None, typer.Option("--on/--off", help="Switched on, it goes on where it stopped.")
    ] = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Change an endpoint's address or topics, switch it off or on again.

    Example: `vitrina event change 01a2… --on`
    """
    topics = frozenset(topic or ()) if topic or every else None
    wish = EndpointChange(url=url, topics=topics, enabled=enabled)
    with opened() as container, container.unit_of_work() as unit:
        before, view = container.events.change(unit, None, endpoint, wish)
        record(
            container,
            unit,
            "change_event_endpoint",
            f"event endpoint {endpoint}",
            before=as_endpoint(before),
            after=as_endpoint(view),
            reason=reason,
        )
        unit.commit()
    show(as_endpoint(view), as_json=as_json)


@app.command()
def secret(endpoint: Endpoint, *, reason: Reason = "", as_json: AsJson = False) -> None:
    """Give an endpoint another secret; the one before it signs as well for a day.

    Example: `vitrina event secret 01a2…`
    """
    with opened() as container, container.unit_of_work() as unit:
        view, made = container.events.rotate(unit, None, endpoint)
        subject = f"event endpoint {endpoint}"
        record(container, unit, "rotate_event_secret", subject, reason=reason)
        unit.commit()
    show({**as_endpoint(view), **as_secret(made)}, as_json=as_json)


@app.command()
def remove(endpoint: Endpoint, *, reason: Reason = "") -> None:
    """Remove an endpoint, with everything that waits for it.

    Example: `vitrina event remove 01a2…`
    """
    with opened() as container, container.unit_of_work() as unit:
        view = container.events.remove(unit, None, endpoint)
        subject, before = f"event endpoint {endpoint}", {"url": view.url, "waiting": view.waiting}
        record(container, unit, "remove_event_endpoint", subject, before=before, reason=reason)
        unit.commit()
    say(f"Nothing goes to {view.url} any more.")


@app.command()
def ping(endpoint: Endpoint, *, as_json: AsJson = False) -> None:
    """Send a test event now, also to an endpoint that is off, and show what came of it.

    Example: `vitrina event ping 01a2…`
    """
    with opened() as container:
        with container.unit_of_work() as unit:
            record(container, unit, "ping_event_endpoint", f"event endpoint {endpoint}")
            unit.commit()
        answered = container.events.ping(None, endpoint)
    show(
        {
            "accepted": answered.is_accepted,
            "status": answered.status,
            "reason": answered.reason,
            "milliseconds": answered.milliseconds,
        },
        as_json=as_json,
    )
    if not answered.is_accepted:
        raise typer.Exit(1)


@app.command()
def deliveries(
    *,
    endpoint: Annotated[UUID | None, typer.Option(help="Only to this endpoint.")] = None,
    state: Annotated[DeliveryState | None, typer.Option(help="Only those that stand so.")] = None,
    topic: OfTopic = None,
    account: OfAccount = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """List deliveries, newest events first.

    Example: `vitrina event deliveries --state waiting`
    """
    query = DeliveryQuery(
        endpoint_id=endpoint, state=state, topic=topic, account=account, limit=limit
    )
    with opened() as container, container.unit_of_work() as unit:
        rows = [as_delivery(view) for view in container.events.deliveries(unit, None, query)]
    show_all(rows, as_json=as_json, none="There are no such deliveries.")


@app.command()
def delivery(endpoint: Endpoint, event: Event, *, as_json: AsJson = False) -> None:
    """Show a delivery: what is sent, and every attempt.

    Example: `vitrina event delivery 01a2… 01b3…`
    """
    with opened() as container, container.unit_of_work() as unit:
        found = container.events.delivery(unit, None, endpoint, event)
    tried = [
        f"{each.number}: {each.at:%Y-%m-%d %H:%M:%S} {each.status or each.reason or 'nobody knows'}"
        for each in found.attempts
    ]
    more = {"body": found.body, "attempts": tried}
    show({**as_delivery(found.delivery), **more}, as_json=as_json)


@app.command()
def redeliver(
    endpoint: Endpoint,
    event: Annotated[UUID | None, typer.Argument(metavar="[EVENT]", help="One event.")] = None,
    *,
    since: Annotated[
        datetime | None, typer.Option(help="Or everything since this moment, in UTC.")
    ] = None,
    reason: Reason = "",
) -> None:
    """Send an event once more, or everything since a moment, with the same webhook-id.

    Example: `vitrina event redeliver 01a2… --since 2026-05-01`
    """
    if (event is None) == (since is None):
        raise typer.BadParameter("name an event, or a moment with --since")
    with opened() as container, container.unit_of_work() as unit:
        number, account, operation = 1, None, "redeliver_events"
        if event is not None:
            account = container.events.redeliver(unit, None, endpoint, event).account
            operation = "redeliver_event"
        elif since is not None:
            began = since.replace(tzinfo=UTC)
            number = container.events.redeliver_since(unit, None, endpoint, began)
        record(
            container,
            unit,
            operation,
            f"event endpoint {endpoint}",
            after={"event": str(event or ""), "deliveries": number},
            account=account,
            reason=reason,
        )
        unit.commit()
    say(f"Deliveries that are made once more: {number}.")


@app.command()
def facts(
    *, topic: OfTopic = None, account: OfAccount = None, limit: Limit = 50, as_json: AsJson = False
) -> None:
    """List what happened that somebody wants to hear of, newest first.

    Example: `vitrina event facts --account 000123`
    """
    query = FactQuery(topic=topic, account=account, limit=limit)
    with opened() as container, container.unit_of_work() as unit:
        found = container.events.facts(unit, query)
        events = container.events.events(unit, found)
    show_all([as_fact(event) for event in events], as_json=as_json, none="Nothing that is wanted.")
