"""The SOAP doors: one thin facade for each dialect. Spyne and lxml stay in here.

::

    options = SoapOptions(public_url=...)
    integrators, portals = soap_app(Ports(...), options), portal_app(PortalPorts(...), options)
    application.router.routes.extend(soap_routes(integrators, portals))
"""

from backend.soap import compat as compat  # before anything that imports Spyne

# isort: split
from backend.soap.app import SoapApp
from backend.soap.description import describe_dialects
from backend.soap.documents import check_wire
from backend.soap.doors import portal_app, soap_app
from backend.soap.options import LiveCharges, PortalPorts, Ports, SoapOptions
from backend.soap.routes import soap_routes

__all__ = [
    "LiveCharges",
    "PortalPorts",
    "Ports",
    "SoapApp",
    "SoapOptions",
    "check_wire",
    "describe_dialects",
    "portal_app",
    "soap_app",
    "soap_routes",
]
