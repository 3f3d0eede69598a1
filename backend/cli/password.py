"""``vitrina account password``: let a subscriber into the cabinet, or no longer."""

import sys
from typing import Annotated

import typer

from backend.cli.deeds import record
from backend.cli.output import AsJson, say, show
from backend.cli.session import opened
from backend.domain.errors import InvalidRequest
from backend.domain.services.access.choose_password import make_password


def password(
    number: Annotated[str, typer.Argument(help="The account number; leading zeros count.")],
    *,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read the password instead of making one.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the password away: nobody can sign in.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Give an account a new password for the cabinet, and sign it out everywhere.

    Example: `vitrina account password 000123`
    """
    if stdin and remove:
        raise InvalidRequest("a password is either read or removed")
    given = sys.stdin.readline().rstrip("\n") if stdin else None
    made = given if given is not None else make_password()
    with opened() as container:
        container.accounts.profile(number)  # one that is not there is no deed
        with container.unit_of_work() as unit:
            record(
                container,
                unit,
                "set_account_password",
                f"account {number}",
                account=number,
                after={"has_password": not remove},
            )
            unit.commit()
        if remove:
            container.access.remove_password(number)
        else:
            container.access.set_password(number, made)
    shown = "removed" if remove else "as given" if stdin else made
    show({"number": number, "password": shown}, as_json=as_json)
    if not stdin and not remove:
        say("The password is shown once and stored only as a hash.")
