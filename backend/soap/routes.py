"""The routes of the SOAP door: exact ones, because SOAP clients do not follow a redirect."""

from starlette.routing import Route

from backend.soap.app import SoapApp


def soap_routes(app: SoapApp) -> list[Route]:
    """The endpoint with and without a slash at the end, for every method."""
    return [Route(f"/soap/{{integrator}}{end}", app) for end in ("", "/")]
