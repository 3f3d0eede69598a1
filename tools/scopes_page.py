"""Render ``docs/scopes.md``: what each scope lets a portal do, from the table that is checked."""

from collections.abc import Iterator

from fastapi.routing import APIRoute

from backend.api.portal import app as portal
from backend.api.portal.door import PREFIX
from backend.domain.services.portals.scopes import ABOUT, OF_ACCOUNTS, SCOPES, Scope

_HEAD = """\
# Scopes

What a portal's token lets it do, below `{prefix}`. A token without the scope is answered 403
`insufficient_scope`. This page is generated from `backend/domain/services/portals/scopes.py` by
`make generate`; the checks read the same table. SOAP's `getSubscriptionReport` needs
`subscriptions:read`, `getStorefrontLink` needs `storefront:link`.
"""


def render() -> str:
    """The page; ``make check`` compares it with the committed one."""
    return _HEAD.format(prefix=portal.PREFIX) + "".join(map(_section, Scope))


def _section(scope: Scope) -> str:
    granted = "The operator grants it" + (
        ", and each subscriber of an account.\n" if scope in OF_ACCOUNTS else ".\n"
    )
    rows = "".join(f"| {route.summary} | `{_call(route)}` |\n" for route in _routes(scope))
    about = ABOUT[scope][0].upper() + ABOUT[scope][1:]
    return f"\n## `{scope}`\n\n{about}. {granted}\n| operation | |\n| --- | --- |\n{rows}"


def _routes(scope: Scope) -> Iterator[APIRoute]:
    for router in portal.DOCUMENT.routers:
        for route in router.routes:
            if isinstance(route, APIRoute):
                name = route.name.removeprefix(PREFIX)
                if SCOPES.get(name) is scope:
                    yield route


def _call(route: APIRoute) -> str:
    return f"{''.join(route.methods or ())} {route.path_format}"
