"""The ASGI application: mounts the REST and SOAP doors and what is built for browsers.

``uvicorn --factory backend.app:serve`` starts a process of it from the ``VITRINA_*`` variables; the
command line does the same.
"""

import gc
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from backend.api import edge
from backend.api.cabinet import app as cabinet
from backend.api.cabinet.visitor import CabinetDoor
from backend.api.health import HealthDoor
from backend.api.observed import Observed
from backend.api.operator import app as operator
from backend.api.operator.door import OperatorDoor
from backend.api.partner import app as partner
from backend.api.partner.caller import PartnerDoor
from backend.api.portal import app as portal
from backend.api.portal.door import PortalDoor
from backend.api.site import DESK, SiteDoor, front
from backend.container import Container
from backend.domain.integrator import Integrator
from backend.domain.services.access.limit_calls import CallLimiter
from backend.domain.views import StorefrontOrigins
from backend.settings import Settings
from backend.soap import (
    PortalPorts,
    Ports,
    SoapOptions,
    check_wire,
    describe_dialects,
    portal_app,
    soap_app,
    soap_routes,
)
from backend.telemetry import logs

Limit = Callable[[Integrator], None]


def serve() -> ASGIApp:
    """The application of one server process, configured by the environment."""
    settings = Settings()
    logs.configure(form=settings.log_format, level=settings.log_level, process="server")
    return create_app(Container(settings))


def create_app(container: Container) -> ASGIApp:
    """The application over these parts; the container is closed when the server stops."""
    settings = container.settings

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        gc.collect()
        gc.freeze()  # what was made so far stays for good: no collection needs to look at it
        container.watch()
        yield
        container.close()

    app = edge.build(
        _routes(container), over_tls=settings.public_url.startswith("https:"), lifespan=lifespan
    )
    if settings.trusted_proxies:
        hosts = [str(network) for network in settings.trusted_proxies]
        app = cast("ASGIApp", ProxyHeadersMiddleware(cast("Any", app), trusted_hosts=hosts))
    return app


def _routes(container: Container) -> list[BaseRoute]:
    health = HealthDoor(
        probe=lambda: container.inquiries.accounts(["0"]),
        metrics_token=container.settings.metrics_token,
    )
    limit = CallLimiter(time.monotonic).admit  # one for both doors: calls are calls
    return [
        *health.routes(),
        Mount(portal.PREFIX, _portal(container)),
        Mount(partner.PREFIX, _partner(container, limit)),
        Mount(cabinet.PREFIX, _cabinet(container)),
        Mount(operator.PREFIX, _operator(container)),
        *_soap(container, limit),
        front(),
        *_site(container).routes(),
        *SiteDoor(site=DESK).routes(),
    ]


def _site(container: Container) -> SiteDoor:
    def origins() -> list[StorefrontOrigins]:
        return [
            container.links.origins(each) for each in container.integrators.all() if each.enabled
        ]

    return SiteDoor(
        frame_origins=lambda: sorted({each.frame for each in origins() if each.frame}),
        image_origins=lambda: sorted({image for each in origins() for image in each.images}),
    )


def _cabinet(container: Container) -> ASGIApp:
    settings = container.settings
    door = CabinetDoor(
        access=container.access,
        portals=container.portals,
        host=urlsplit(settings.public_url).netloc,
        **_for_subscribers(container),
    )
    app = cabinet.create_cabinet_app(door, docs=settings.docs)
    return Observed(app, container.journal, container.clock)


def _portal(container: Container) -> ASGIApp:
    door = PortalDoor(
        portals=container.portals,
        requests=container.portal_requests,
        events=container.events,
        unit_of_work=container.unit_of_work,
        new_id=container.new_id,
        **_for_subscribers(container),
    )
    return Observed(portal.create_portal_app(door), None, container.clock)


def _for_subscribers(container: Container) -> dict[str, Any]:
    """What every door for subscribers has: the fields of ``SubscriberDoor``."""
    return {
        "desk": container.cabinet,
        "subscribers": container.subscribers,
        "invoices": container.invoices,
        "forecasts": container.forecasts,
        "advances": container.advances,
        "offers": container.offers,
        "contacts": container.contacts,
        "catalogue": container.catalogue,
        "integrators": container.integrators,
        "links": container.links,
        "frames": container.links,
        "platforms": container.platforms.reader,
        "clock": container.clock,
        "max_body": container.settings.rest_max_body,
    }


def _operator(container: Container) -> ASGIApp:
    settings = container.settings
    door = OperatorDoor(
        access=container.staff,
        members=container.members,
        audit=container.audit,
        unit_of_work=container.unit_of_work,
        billing=container.billing,
        subscribers=container.subscribers,
        desk=container.desk,
        invoices=container.invoices,
        forecasts=container.forecasts,
        advances=container.advances,
        cabinet=container.cabinet,
        cabinet_access=container.access,
        accounts=container.accounts,
        imports=container.imports,
        promises=container.promise_rules,
        offers=container.offers,
        corrections=container.correction_rules,
        reports=container.reports,
        notices=container.notices,
        events=container.events,
        portals=container.portal_office,
        catalogue=container.catalogue,
        integrators=container.integrators,
        platforms=container.platforms,
        clock=container.clock,
        new_id=container.new_id,
        host=urlsplit(settings.public_url).netloc,
        public_url=settings.public_url,
        check_wire=check_wire,
        dialects=describe_dialects,
        token=settings.operator_token,
        totp_required=frozenset(settings.desk_totp_required),
        max_body=settings.rest_max_body,
        max_import=settings.import_max_body,
    )
    app = operator.create_operator_app(door, docs=settings.docs)
    return Observed(app, None, container.clock)


def _partner(container: Container, limit: Limit) -> ASGIApp:
    settings = container.settings
    door = PartnerDoor(
        desk=container.desk,
        inquiries=container.inquiries,
        integrators=container.integrators,
        links=container.links,
        limit=limit,
        clock=container.clock,
        new_id=container.new_id,
        time_zone=settings.time_zone,
        billing_period_start_day=settings.billing_period_start_day,
        max_body=settings.rest_max_body,
    )
    app = partner.create_partner_app(door, docs=settings.docs)
    return Observed(app, container.journal, container.clock)


def _soap(container: Container, limit: Limit) -> list[Route]:
    settings = container.settings
    ports = Ports(
        directory=container.integrators,
        desk=container.desk,
        inquiries=container.inquiries,
        journal=container.journal,
        clock=container.clock,
        new_id=container.new_id,
        links=container.links,
        limit=limit,
        live_charges=container.inquiries.live_charges,
    )
    options = SoapOptions(
        public_url=settings.public_url,
        zone=ZoneInfo(settings.time_zone),
        period_start_day=settings.billing_period_start_day,
        max_body=settings.soap_max_body,
        max_depth=settings.soap_max_depth,
        max_elements=settings.soap_max_elements,
        max_attributes=settings.soap_max_attributes,
        threads=settings.soap_threads,
        open_wsdl=settings.docs,
    )
    portals = PortalPorts(
        gate=container.portals,
        report=container.cabinet.report,
        integrators=container.integrators,
        links=container.links,
        journal=container.journal,
        clock=container.clock,
    )
    return soap_routes(soap_app(ports, options), portal_app(portals, options))
