"""What the demonstration says before and after its tour."""

from rich.markup import escape

from backend.cli.demo_coming import PORTAL
from backend.cli.demo_data import (
    PEOPLE,
    PLATFORMS,
    STAFF,
    desk_password_of,
    password_of,
    secret_of,
)
from backend.cli.output import console
from backend.settings import Settings


def greet(settings: Settings) -> None:
    """Say what is being started, and where."""
    console().print(
        f"[bold]Vitrina[/] starts at [cyan]{settings.public_url}[/], "
        f"its database in [cyan]{escape(str(settings.data_dir))}/[/] …"
    )


def invite(settings: Settings, sandbox_port: int) -> None:
    """Addresses, logins and what to try next."""
    url, sandbox = settings.public_url, f"http://localhost:{sandbox_port}"
    out = console()
    out.print(f"\n[bold]Cabinet[/] [cyan]{url}/[/] (account, password)")
    for person in PEOPLE:
        out.print(
            f"  {person.number:<9} {password_of(person.number):<26} "
            f"{person.holder} [dim]{person.status.value}[/]"
        )
    out.print(f"\n[bold]Desk[/] [cyan]{url}/desk/[/] (name, password)")
    for name, role in STAFF:
        out.print(f"  {name:<9} {desk_password_of(name):<26} [dim]{role.value}[/]")
    out.print(
        f"\n[bold]Sandbox[/] [cyan]{sandbox}/[/] plays RentSoft and Relans: pass time, arm faults\n"
        f"  [cyan]{sandbox}/inbox[/] has the events and notices that were sent"
    )
    out.print("\n[bold]Platforms[/] (name, secret, WSDL)")
    for platform in PLATFORMS:
        out.print(
            f"  {platform.code:<9} {secret_of(platform.code):<26} "
            f"[cyan]{url}/soap/{platform.code}?wsdl[/]"
        )
    out.print(
        f"\n[bold]Portals[/] (client_id, secret)\n  {PORTAL:<9} {secret_of(PORTAL):<26} "
        f"[cyan]{url}/api/partner/v1/portal[/]"
    )
    out.print("\n[bold]Try next[/]")
    for line in _next(url):
        out.print(f"  {line}", soft_wrap=True, highlight=False, markup=False)
    out.print("\nServing. Ctrl-C ends it.", style="bold")


def _next(url: str) -> tuple[str, ...]:
    login = f"-u relans:{secret_of('relans')}"
    rest = f"{url}/api/partner/v1"
    charge = '{"id": "my-1", "account": "000123", "amount": "50.00", "product": "kav"}'
    return (
        f"curl {login} {rest}/accounts/000123",
        f"curl {login} {rest}/charges --json '{charge}'",
        "vitrina account show 000123",
        "vitrina operation show relans charge my-1",
        "vitrina integrator list",
        "vitrina verify",
    )
