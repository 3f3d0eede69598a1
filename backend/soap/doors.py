"""The doors put together: one for integrators, one for portals."""

from collections.abc import Mapping

from backend.soap.app import SoapApp
from backend.soap.contract import Dialect
from backend.soap.dialects import DIALECTS, PORTAL
from backend.soap.facade import Facades
from backend.soap.integrators import IntegratorEntrance
from backend.soap.options import PortalPorts, Ports, SoapOptions
from backend.soap.portals import PortalEntrance
from backend.soap.threads import Threads


def soap_app(
    ports: Ports, options: SoapOptions, dialects: Mapping[str, Dialect] = DIALECTS
) -> SoapApp:
    """The integrators' door over these ports."""
    threads = Threads(options.threads)
    entrance = IntegratorEntrance(ports, options, threads)
    facades = Facades(dialects, threads, options)
    return SoapApp(entrance, facades, options, ports.journal, ports.clock)


def portal_app(ports: PortalPorts, options: SoapOptions) -> SoapApp:
    """The portals' door over these ports."""
    threads = Threads(options.threads)
    entrance = PortalEntrance(ports, threads)
    facades = Facades({PORTAL.name: PORTAL}, threads, options)
    return SoapApp(entrance, facades, options, ports.journal, ports.clock)
