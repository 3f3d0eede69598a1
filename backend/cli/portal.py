"""``vitrina portal``: third-party cabinets (порталы)."""

import sys
from typing import Annotated, Any
from uuid import UUID

import typer

from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.domain.services.portals.bind import Binding
from backend.domain.services.portals.portal import Portal, Reach
from backend.domain.services.portals.scopes import Scope
from backend.domain.services.portals.set_up import NewPortal

app = typer.Typer(help="Let third-party cabinets in (порталы).", no_args_is_help=True)

Code = Annotated[str, typer.Argument(metavar="PORTAL", help="Its code, which is its client_id.")]
Title = Annotated[str | None, typer.Option(help="What subscribers read when it asks for access.")]
Scopes = Annotated[
    list[Scope] | None, typer.Option("--scope", help="What it may do; again for more.")
]
Networks = Annotated[
    list[str] | None, typer.Option("--network", help="Whence it may ask for tokens; again.")
]
ReachOption = Annotated[
    Reach | None, typer.Option(help="All accounts, or those that it is bound to.")
]
PerMinute = Annotated[int | None, typer.Option("--per-minute", min=1, help="Calls in a minute.")]
PerDay = Annotated[int | None, typer.Option("--per-day", min=1, help="Calls in a day.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit.")]


@app.command("list")
def list_portals(*, as_json: AsJson = False) -> None:
    """List the portals.

    Example: `vitrina portal list`
    """
    with opened() as container, container.unit_of_work() as unit:
        rows = [_facts(each) for each in container.portal_office.all(unit)]
    show_all(rows, as_json=as_json, none="There are no portals.")


@app.command("show")
def show_portal(code: Code, *, as_json: AsJson = False) -> None:
    """Show a portal, and what it has used of its quotas.

    Example: `vitrina portal show city`
    """
    with opened() as container, container.unit_of_work() as unit:
        found = container.portal_office.find(unit, code)
        usage = container.portal_office.usage(unit, found)
    used = {f"calls this {each.span}": f"{each.calls} of {each.limit}" for each in usage}
    show({**_facts(found), **used}, as_json=as_json)


@app.command()
def add(  # noqa: PLR0913 (options of a command line)
    code: Code,
    *,
    title: Title = None,
    reach: ReachOption = None,
    scope: Scopes = None,
    network: Networks = None,
    per_minute: PerMinute = None,
    per_day: PerDay = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Let a portal in, and show its secret this once.

    Without `--scope` it may do everything that the cabinet can. It acts for nobody until accounts
    are bound to it, by `vitrina portal bind` or by their subscribers' consent.

    Example: `vitrina portal add city --title "City portal" --scope subscriptions:read`
    """
    given = _given(reach=reach, calls_per_minute=per_minute, calls_per_day=per_day)
    if scope:
        given["scopes"] = frozenset(scope)
    new = NewPortal(code=code, title=title or code, networks=tuple(network or ()), **given)
    with opened() as container, container.unit_of_work() as unit:
        made, secret = container.portal_office.add(unit, new)
        subject = f"portal {code}"
        record(container, unit, "add_portal", subject, after=_facts(made), reason=reason)
        unit.commit()
    show({**_facts(made), "secret": secret}, as_json=as_json)


@app.command()
def change(  # noqa: PLR0913 (options of a command line)
    code: Code,
    *,
    title: Title = None,
    enabled: Annotated[
        bool | None, typer.Option("--on/--off", help="Off, it loses its tokens at once.")
    ] = None,
    reach: ReachOption = None,
    scope: Scopes = None,
    network: Networks = None,
    per_minute: PerMinute = None,
    per_day: PerDay = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Change a portal, or switch it off and on.

    Example: `vitrina portal change city --off --reason "the contract has ended"`
    """
    changes = _given(
        title=title,
        enabled=enabled,
        reach=reach,
        calls_per_minute=per_minute,
        calls_per_day=per_day,
        scopes=frozenset(scope) if scope else None,
        networks=tuple(network) if network else None,
    )
    with opened() as container, container.unit_of_work() as unit:
        before, after = container.portal_office.change(unit, code, changes)
        record(
            container,
            unit,
            "change_portal",
            f"portal {code}",
            before=_facts(before),
            after=_facts(after),
            reason=reason,
        )
        unit.commit()
    show(_facts(after), as_json=as_json)


@app.command()
def secret(code: Code, *, reason: Reason = "", as_json: AsJson = False) -> None:
    """Give a portal a new secret; the one before it is good for seven more days.

    Example: `vitrina portal secret city`
    """
    with opened() as container, container.unit_of_work() as unit:
        found, made = container.portal_office.rotate(unit, code)
        record(container, unit, "rotate_portal_secret", f"portal {code}", reason=reason)
        unit.commit()
    show({"code": found.code, "secret": made}, as_json=as_json)


@app.command()
def bindings(
    code: Code,
    *,
    after: Annotated[str, typer.Option(help="Begin after this account number.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List the accounts that a portal acts for, and its requests that wait.

    Example: `vitrina portal bindings city`
    """
    with opened() as container, container.unit_of_work() as unit:
        found = container.portal_office.bindings(unit, code, after, limit)
    show_all([_binding(each) for each in found], as_json=as_json, none="It acts for nobody.")


@app.command()
def bind(
    code: Code,
    accounts: Annotated[
        list[str], typer.Argument(help="Account numbers; `-` reads them from standard input.")
    ],
    *,
    reason: Reason = "",
) -> None:
    """Let a portal act for accounts, without asking their subscribers.

    Example: `vitrina portal bind city 000123 77-0042`
    """
    numbers = sys.stdin.read().split() if accounts == ["-"] else accounts
    with opened() as container, container.unit_of_work() as unit:
        _, bound = container.portal_office.bind(unit, code, numbers)
        told = {"accounts": len(numbers), "bound": bound}
        record(container, unit, "bind_accounts", f"portal {code}", after=told, reason=reason)
        unit.commit()
    say(f"{code} acts for {bound} more accounts.")


@app.command()
def unbind(
    code: Code,
    binding: Annotated[UUID, typer.Argument(help="Its id, as `vitrina portal bindings` says.")],
    *,
    reason: Reason = "",
) -> None:
    """End a binding, whoever wanted it.

    Example: `vitrina portal unbind city 01a2…`
    """
    with opened() as container, container.unit_of_work() as unit:
        was = container.portal_office.unbind(unit, code, binding)
        record(
            container,
            unit,
            "unbind_account",
            f"portal {code}",
            account=was.number,
            before={"source": was.source},
            reason=reason,
        )
        unit.commit()
    say(f"{code} does not act for {was.number} any more.")


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _facts(portal: Portal) -> Facts:
    return {
        "code": portal.code,
        "title": portal.title,
        "state": "on" if portal.enabled else "off",
        "reach": portal.reach.value,
        "scopes": " ".join(sorted(portal.scopes)),
        "networks": " ".join(portal.networks) or "any",
        "per minute": portal.calls_per_minute,
        "per day": portal.calls_per_day,
    }


def _binding(binding: Binding) -> Facts:
    return {
        "id": str(binding.id),
        "account": binding.number,
        "source": binding.source.value,
        "state": binding.state.value,
        "scopes": " ".join(sorted(binding.scopes)) or "all",
    }
