"""``vitrina integrator``: connect platforms, change and try their connection."""

import sys
from typing import Annotated

import typer

from backend.cli import integrator_options as option
from backend.cli.deeds import record
from backend.cli.integrator_trying import dialects, try_integrator
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.domain.models import Integrator
from backend.domain.services.administration.set_up_integrator import (
    NewIntegrator,
    add_integrator,
    change_integrator,
    rotate_secret,
)
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.money import format_money
from backend.platforms.wiring import hide_secrets
from backend.settings import Settings
from backend.soap import check_wire
from backend.storage.repositories import IntegratorRepository

app = typer.Typer(help="Connect platforms, change and try their connection.", no_args_is_help=True)
app.command("dialects")(dialects)
app.command("test")(try_integrator)


@app.command()
def add(  # noqa: PLR0913 (options of a command line)
    code: option.Code,
    *,
    dialect: option.Dialect = None,
    title: option.Title = None,
    wire: option.Wire = None,
    network: option.Network = None,
    refusals: option.Refusals = None,
    max_charge: option.MaxCharge = None,
    max_daily: option.MaxDaily = None,
    calls_per_second: option.CallsPerSecond = None,
    batch_limit: option.BatchLimit = None,
    test_mode: option.TestMode = None,
    journal: option.Journal = None,
    as_json: AsJson = False,
) -> None:
    """Connect a platform and print its secret, once.

    Example: `vitrina integrator add softshop --dialect native --network 192.0.2.0/24`
    """
    settings = option.given(
        title=title or code,
        dialect=dialect or "native",
        wire=wire,
        networks=network,
        refusals=refusals,
        max_charge=max_charge,
        max_daily=max_daily,
        calls_per_second=calls_per_second,
        batch_limit=batch_limit,
        test_mode=test_mode,
        journal=journal,
    )
    new = NewIntegrator(code=code, **settings)
    check_wire(new.dialect, new.wire)
    with opened() as container:
        now = container.clock.now()
        with container.unit_of_work() as unit, unit.session as session:
            integrators = IntegratorRepository(session)
            facts = _facts(add_integrator(new, integrators, now), container.settings)
            secret = rotate_secret(code, integrators, now)
            record(container, unit, "add_integrator", f"integrator {code}", after=facts)
            unit.commit()
    show({**facts, "secret": secret}, as_json=as_json)
    say("The secret is shown once and stored only as a digest.")


@app.command("list")
def list_all(*, as_json: AsJson = False) -> None:
    """List the connected platforms.

    Example: `vitrina integrator list`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        rows = [
            _facts(each, container.settings)
            for each in IntegratorRepository(session).all()
            if each.id != OPERATOR_ID
        ]
    columns = ("code", "title", "dialect", "enabled", "soap")
    shown = rows if as_json else [{name: row[name] for name in columns} for row in rows]
    show_all(shown, as_json=as_json, none="No platform is connected: vitrina integrator add --help")


@app.command("set")
def set_integrator(  # noqa: PLR0913 (options of a command line)
    code: option.Code,
    *,
    enabled: option.Enabled = None,
    dialect: option.Dialect = None,
    title: option.Title = None,
    wire: option.Wire = None,
    network: option.Network = None,
    refusals: option.Refusals = None,
    max_charge: option.MaxCharge = None,
    max_daily: option.MaxDaily = None,
    calls_per_second: option.CallsPerSecond = None,
    batch_limit: option.BatchLimit = None,
    test_mode: option.TestMode = None,
    journal: option.Journal = None,
    as_json: AsJson = False,
) -> None:
    """Change a platform's connection; every server follows within about a second.

    Example: `vitrina integrator set relans --disable`
    """
    changes = option.given(
        enabled=enabled,
        dialect=dialect,
        title=title,
        wire=wire,
        networks=network,
        refusals=refusals,
        max_charge=max_charge,
        max_daily=max_daily,
        calls_per_second=calls_per_second,
        batch_limit=batch_limit,
        test_mode=test_mode,
        journal=journal,
    )
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        changed = change_integrator(code, changes, IntegratorRepository(session))
        if changes.keys() & {"dialect", "wire"}:
            check_wire(changed.dialect, changed.wire)
        session.flush()
        facts = _facts(changed, container.settings)
        after = {name: facts.get(name) for name in changes}
        record(container, unit, "change_integrator", f"integrator {code}", after=after)
        unit.commit()
    show(facts, as_json=as_json)


@app.command()
def secret(
    code: option.Code,
    *,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read the platform's own secret instead of making one.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Give a platform a new secret; the old one stays valid for seven more days.

    Example: `vitrina integrator secret relans`
    """
    given = sys.stdin.readline().rstrip("\n") if stdin else None
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        made = rotate_secret(code, IntegratorRepository(session), container.clock.now(), given)
        record(container, unit, "rotate_secret", f"integrator {code}")
        unit.commit()
    shown = "as given" if stdin else made
    show({"code": code, "secret": shown}, as_json=as_json)


@app.command()
def key(code: option.Code, *, as_json: AsJson = False) -> None:
    """Show the key with which a platform checks what Vitrina signs for it.

    Storefront links of the native form, and instructions. It is made from the installation's own
    key and stays the same; tell it to the platform over a channel that others cannot read.

    Example: `vitrina integrator key relans`
    """
    with opened() as container:
        made = container.links.verification_key(option.connected(container, code).code)
    show({"code": code, "verification_key": made}, as_json=as_json)


def _facts(row: Integrator, settings: Settings) -> Facts:
    return {
        "code": row.code,
        "title": row.title,
        "dialect": row.dialect,
        "enabled": row.enabled,
        "test_mode": row.test_mode,
        "soap": f"{settings.public_url}/soap/{row.code}",
        "networks": list(row.networks),
        "refusals": str(row.refusals),
        "max_charge": None if row.max_charge is None else format_money(row.max_charge),
        "max_daily": None if row.max_daily is None else format_money(row.max_daily),
        "calls_per_second": row.calls_per_second,
        "batch_limit": row.batch_limit,
        "journal": row.journal,
        "wire": hide_secrets(row.wire) or None,
    }
