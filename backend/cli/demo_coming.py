"""The fourth part of the tour: what is coming, and a portal that acts for a subscriber."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import httpx
from rich.markup import escape

from backend.cli.demo_data import secret_of
from backend.cli.demo_months import IVANOV, KUZNETSOVA
from backend.cli.output import console
from backend.container import Container
from backend.domain.errors import AlreadyExists
from backend.domain.services.access.authenticate import digest_secret
from backend.domain.services.forecasting.forecast import Debit
from backend.domain.services.portals.set_up import NewPortal
from backend.domain.values.money import format_money
from backend.storage.portals.portals import PortalBook
from backend.storage.searching.accounts import account_id_of

PORTAL = "city"
REST = "/api/partner/v1/portal"
_SHOWN = 3


def let_portal_in(container: Container) -> None:
    """A portal that acts for two subscribers, its secret known to everybody."""
    now = container.clock.now()
    with suppress(AlreadyExists), container.unit_of_work() as unit:
        made, _ = container.portal_office.add(
            unit, NewPortal(code=PORTAL, title="Городской портал")
        )
        known = digest_secret(secret_of(PORTAL))
        PortalBook(unit.driver).add_secret(made.id, known, now, now + timedelta(days=1))
        container.portal_office.bind(unit, PORTAL, [IVANOV, KUZNETSOVA])
        unit.commit()


def look_ahead(container: Container) -> None:
    """Show what is coming, and what a portal can do."""
    _show_forecast(container)
    _visit(container)


def _show_forecast(container: Container) -> None:
    out = console()
    out.print(f"\n[bold]What is coming[/]  [dim]vitrina forecast account {KUZNETSOVA}[/]")
    with container.unit_of_work() as unit:
        account_id = account_id_of(unit.driver, KUZNETSOVA)
    forecast = container.forecasts.of_account(account_id)
    for debit in forecast.debits[:_SHOWN]:
        out.print(f"   {_told(debit)}")


def _told(debit: Debit) -> str:
    text = f"on [bold]{debit.on:%d.%m.%Y}[/] {format_money(debit.amount)} due"
    return f"{text}, [red]{format_money(debit.missing)} missing[/]" if debit.missing else text


def _visit(container: Container) -> None:
    out = console()
    out.print(f"\n[bold]A portal acts for the subscriber[/]  [dim]REST {REST}, OAuth 2[/]")
    with httpx.Client(base_url=container.settings.public_url, trust_env=False) as http:
        token = _token(http)
        http.headers["Authorization"] = f"Bearer {token['access_token']}"
        out.print(f"   [blue]token[/] for {token['expires_in']} s · [dim]{token['scope']}[/]")
        account = f"{REST}/accounts/{KUZNETSOVA}"
        for each in http.get(f"{account}/subscriptions").raise_for_status().json()["subscriptions"]:
            out.print(f"   [green]{escape(each['product'])}[/] · {each['state']}")
        link = http.post(
            f"{account}/storefronts/rentsoft/link",
            json={},
            headers={"Idempotency-Key": f"demo-{container.new_id()}"},
        )
        url = link.raise_for_status().json()["url"]
        out.print(f"   [blue]storefront[/] {escape(url[:72])}…", soft_wrap=True)


def _token(http: httpx.Client) -> dict[str, Any]:
    answer = http.post(
        f"{REST}/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(PORTAL, secret_of(PORTAL)),
    )
    found: dict[str, Any] = answer.raise_for_status().json()
    return found
