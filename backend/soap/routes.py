"""The routes of the SOAP doors: exact ones, because SOAP clients do not follow a redirect."""

from starlette.routing import Route

from backend.soap.app import SoapApp
from backend.soap.dialects import PORTAL


def soap_routes(integrators: SoapApp, portals: SoapApp | None = None) -> list[Route]:
    """The endpoints with and without a slash at the end, for every method."""
    doors = [(f"/soap/{PORTAL.name}", portals)] if portals else []
    doors.append(("/soap/{integrator}", integrators))
    return [Route(path + end, door) for path, door in doors for end in ("", "/")]
