"""The SOAP doors: one thin facade for each dialect. Spyne and lxml stay in here.

::

    soap = soap_app(Ports(...), SoapOptions(public_url=...))
    application.router.routes.extend(soap_routes(soap))
"""

from backend.soap import compat as compat  # before anything that imports Spyne

# isort: split
from backend.soap.app import SoapApp, soap_app
from backend.soap.description import describe_dialects
from backend.soap.documents import check_wire
from backend.soap.options import LiveCharges, Ports, SoapOptions
from backend.soap.routes import soap_routes

__all__ = [
    "LiveCharges",
    "Ports",
    "SoapApp",
    "SoapOptions",
    "check_wire",
    "describe_dialects",
    "soap_app",
    "soap_routes",
]
