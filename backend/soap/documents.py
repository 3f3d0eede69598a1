"""The published WSDLs, and the check of an integrator's own wire settings."""

from collections.abc import Callable, Mapping
from typing import Any

from backend.domain.commands import Terms
from backend.domain.errors import InvalidRequest
from backend.domain.integrator import Integrator
from backend.platforms.wiring import check_storefront
from backend.soap.contract import Dialect
from backend.soap.dialects import DIALECTS, PORTAL
from backend.soap.facade import Facade, dialect_of
from backend.soap.portals import PORTALS

EXAMPLE_URL = "https://billing.example"


def _described(
    name: str, wire: Mapping[str, Any], dialects: Mapping[str, Dialect], *, test_mode: bool
) -> Facade:
    integrator = Integrator(
        code=name,
        title=name,
        dialect=name,
        wire=wire,
        test_mode=test_mode,
        terms=Terms(integrator_id=1, integrator_code=name),
    )
    dialect = dialect_of(integrator, dialects)
    return Facade(integrator, dialect, f"{EXAMPLE_URL}/soap/{name}")


def check_wire(
    dialect: str, wire: Mapping[str, Any], dialects: Mapping[str, Dialect] = DIALECTS
) -> None:
    """Raise ``InvalidRequest``, saying what and where, if an integrator cannot speak like this.

    The storefront side of ``wire`` is checked as well: the two share one document, and what is of
    neither would be overlooked.
    """
    check_storefront(wire)
    try:
        _described(dialect, wire, dialects, test_mode=True)
    except ValueError:  # lxml's: a control character, half a character
        raise InvalidRequest("wire: a name or a word cannot be written in XML") from None


def _renderer(name: str) -> Callable[[], bytes]:
    def render() -> bytes:
        return _described(name, {}, DIALECTS, test_mode=True).wsdl

    return render


rentsoft, relans, native = (_renderer(name) for name in ("rentsoft", "relans", "native"))


def portal() -> bytes:
    """What portals speak."""
    return Facade(PORTALS, PORTAL, f"{EXAMPLE_URL}/soap/{PORTALS.code}").wsdl
