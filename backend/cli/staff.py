"""``vitrina staff``: who works at the operator's desk, and in which role."""

import sys
from typing import Annotated

import typer

from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.domain.errors import InvalidRequest
from backend.domain.services.access.choose_password import make_password
from backend.domain.services.access.staff_members import Member, MemberChange
from backend.domain.values.roles import Role

app = typer.Typer(
    help="Appoint the staff of the operator's desk, and change it.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(help="The member's name, as the records know it.")]
Stdin = Annotated[bool, typer.Option("--stdin", help="Read the password instead of making one.")]


@app.command()
def add(
    name: Name,
    *,
    role: Annotated[Role, typer.Option(help="What somebody is there for.")],
    stdin: Stdin = False,
    as_json: AsJson = False,
) -> None:
    """Appoint somebody and print the password, once.

    Example: `vitrina staff add anna --role admin`
    """
    chosen = _chosen(stdin=stdin)
    with opened() as container:
        hashed = container.members.hashed(name, chosen)
        with container.unit_of_work() as unit:
            made = container.members.add(unit, name, role, hashed)
            record(container, unit, "add_member", f"member {name}", after=made.told())
            unit.commit()
    _show_with_password(made, chosen, stdin=stdin, as_json=as_json)


@app.command("list")
def list_all(*, as_json: AsJson = False) -> None:
    """List everybody, those switched off too.

    Example: `vitrina staff list`
    """
    with opened() as container, container.unit_of_work() as unit:
        members = container.members.members(unit)
    rows = [_facts(member) for member in members]
    show_all(
        rows, as_json=as_json, none="Nobody yet. Begin with: vitrina staff add NAME --role admin"
    )


@app.command("set")
def set_member(
    name: Name,
    *,
    role: Annotated[Role | None, typer.Option(help="Another role.")] = None,
    enabled: Annotated[
        bool | None, typer.Option("--enabled/--disabled", help="Whether the member may sign in.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Give a member another role, or switch one off or on: true at once, everywhere.

    Example: `vitrina staff set anna --disabled`
    """
    if role is None and enabled is None:
        raise InvalidRequest("say what is to be different: --role, --enabled or --disabled")
    change = MemberChange(role=role, enabled=enabled)
    with opened() as container, container.unit_of_work() as unit:
        before, after = container.members.change(unit, name, change)
        record(
            container,
            unit,
            "change_member",
            f"member {name}",
            before=before.told(),
            after=after.told(),
        )
        unit.commit()
    show(_facts(after), as_json=as_json)


@app.command()
def password(name: Name, *, stdin: Stdin = False, as_json: AsJson = False) -> None:
    """Give a member a new password, without the second factor, and end all sessions.

    Example: `vitrina staff password anna`
    """
    chosen = _chosen(stdin=stdin)
    with opened() as container:
        hashed = container.members.hashed(name, chosen)
        with container.unit_of_work() as unit:
            before, after = container.members.reset_password(unit, name, hashed)
            record(
                container,
                unit,
                "reset_password",
                f"member {name}",
                before=before.told(),
                after=after.told(),
            )
            unit.commit()
    _show_with_password(after, chosen, stdin=stdin, as_json=as_json)


def _chosen(*, stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\n") if stdin else make_password()


def _show_with_password(member: Member, chosen: str, *, stdin: bool, as_json: bool) -> None:
    shown = {**_facts(member), "password": "as given" if stdin else chosen}
    show(shown, as_json=as_json)
    if not stdin:
        say("The password is shown once and stored only as a hash.")


def _facts(member: Member) -> Facts:
    return {
        "name": member.name,
        "role": member.role.value,
        "enabled": member.enabled,
        "second_factor": member.has_totp,
        "seen_at": member.seen_at,
    }
