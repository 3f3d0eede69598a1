"""Every refusal of a whole call, and the SOAP faults in which it is said.

A fault tells a stable code, what to do next, a correlation id and a sentence of ours. It repeats
nothing that the caller sent and shows nothing of the inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree
from lxml.etree import SubElement, _Element

from backend.domain import errors
from backend.domain.errors import VitrinaError
from backend.domain.services.portals.quota import QuotaExceeded
from backend.domain.values.codes import ADVICE, Advice, Code
from backend.soap.parlay import FaultText, fault_text

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
DIAGNOSIS = "urn:vitrina:fault:1"


class Version(StrEnum):
    """SOAP 1.1 or 1.2, named by the envelope's namespace."""

    SOAP11 = SOAP11
    SOAP12 = SOAP12

    @property
    def media_type(self) -> str:
        """The Content-Type of answers."""
        kind = "text/xml" if self is Version.SOAP11 else "application/soap+xml"
        return f"{kind}; charset=utf-8"


class Side(StrEnum):
    """Whose fault it is, in SOAP 1.1's words."""

    CLIENT = "Client"
    SERVER = "Server"
    VERSION = "VersionMismatch"
    HEADER = "MustUnderstand"


_SIDE12 = {Side.CLIENT: "Sender", Side.SERVER: "Receiver"}


@dataclass(eq=False)
class Refusal(Exception):
    """A call that is answered with a fault. ``status`` is HTTP's, where it is not SOAP's usual."""

    code: str
    text: str
    advice: Advice = Advice.NEW_ID_AFTER_CHANGE
    side: Side = Side.CLIENT
    status: int | None = None
    variables: tuple[str, ...] = ()
    headers: tuple[tuple[bytes, bytes], ...] = field(default=())

    def http_status(self, version: Version) -> int:
        """SOAP 1.1 answers every fault with 500; SOAP 1.2 those of the sender with 400."""
        if self.status is not None:
            return self.status
        return 500 if version is Version.SOAP11 or self.side is Side.SERVER else 400


_Headers = tuple[tuple[bytes, bytes], ...]
_Manner = tuple[Side, int | None, _Headers]

_RETRY_SOON: _Headers = ((b"retry-after", b"1"),)
_CHALLENGE: _Headers = ((b"www-authenticate", b'Basic realm="SOAP", charset="UTF-8"'),)
_PLAIN: _Manner = (Side.CLIENT, None, ())
_MANNERS: Mapping[type[VitrinaError], _Manner] = {
    errors.NotAuthenticated: (Side.CLIENT, 401, _CHALLENGE),
    errors.NotAllowed: (Side.CLIENT, 403, ()),
    errors.RateLimited: (Side.CLIENT, 429, _RETRY_SOON),
    errors.Busy: (Side.SERVER, 503, _RETRY_SOON),
    errors.Unavailable: (Side.SERVER, 503, _RETRY_SOON),
}
"""In which manner the domain's errors are told: whose fault, HTTP's status, headers."""


def refusal_of(error: Exception) -> Refusal:
    """The refusal in which an error is told. What is not ours is told as an internal error."""
    if isinstance(error, Refusal):
        return error
    if not isinstance(error, VitrinaError):
        # It may have happened before it failed: only the same id finds out.
        return Refusal("internal", "Something failed inside.", Advice.RETRY_SAME_ID, Side.SERVER)
    side, status, headers = next(
        (manner for kind, manner in _MANNERS.items() if isinstance(error, kind)), _PLAIN
    )
    if isinstance(error, QuotaExceeded):
        headers = ((b"retry-after", str(error.retry_after).encode()),)
    return Refusal(error.code, str(error), error.advice, side, status, (), headers)


def refusal_of_result(code: Code) -> Refusal:
    """The typed fault of a single call whose operation was refused."""
    side = Side.SERVER if code in (Code.FAILED, Code.BUSY) else Side.CLIENT
    status = 503 if code is Code.BUSY else None
    return Refusal(code.value, fault_text(code.value).text, ADVICE[code], side, status)


def render_fault(
    refusal: Refusal, version: Version, correlation_id: str, typed_namespace: str | None = None
) -> bytes:
    """The fault's envelope; with ``typed_namespace`` the detail is a typed exception of it."""
    envelope = etree.Element(f"{{{version}}}Envelope", nsmap={"soap": version.value})
    body = SubElement(envelope, f"{{{version}}}Body")
    fault = SubElement(body, f"{{{version}}}Fault")
    detail = (_write11 if version is Version.SOAP11 else _write12)(fault, refusal)
    if typed_namespace is None:
        _write_diagnosis(detail, refusal, correlation_id)
    else:
        _write_typed(detail, refusal, correlation_id, typed_namespace)
    return etree.tostring(envelope, encoding="UTF-8", xml_declaration=True)


def _write11(fault: _Element, refusal: Refusal) -> _Element:
    SubElement(fault, "faultcode").text = f"soap:{refusal.side}"
    SubElement(fault, "faultstring").text = refusal.text
    return SubElement(fault, "detail")


def _write12(fault: _Element, refusal: Refusal) -> _Element:
    code = SubElement(fault, f"{{{SOAP12}}}Code")
    value = _SIDE12.get(refusal.side, refusal.side.value)
    SubElement(code, f"{{{SOAP12}}}Value").text = f"soap:{value}"
    subcode = SubElement(code, f"{{{SOAP12}}}Subcode")
    # The value is a qualified name, so its prefix has to be bound on the element itself.
    named = SubElement(subcode, f"{{{SOAP12}}}Value", nsmap={"d": DIAGNOSIS})
    named.text = f"d:{refusal.code}"
    reason = SubElement(fault, f"{{{SOAP12}}}Reason")
    text = SubElement(reason, f"{{{SOAP12}}}Text")
    text.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    text.text = refusal.text
    return SubElement(fault, f"{{{SOAP12}}}Detail")


def _write_diagnosis(detail: _Element, refusal: Refusal, correlation_id: str) -> None:
    diagnosis = SubElement(detail, f"{{{DIAGNOSIS}}}diagnosis", nsmap={"d": DIAGNOSIS})
    for name, text in (
        ("code", refusal.code),
        ("advice", refusal.advice.value),
        ("correlationId", correlation_id),
    ):
        SubElement(diagnosis, f"{{{DIAGNOSIS}}}{name}").text = text


def _write_typed(detail: _Element, refusal: Refusal, correlation_id: str, namespace: str) -> None:
    known: FaultText = fault_text(refusal.code)
    exception = SubElement(detail, f"{{{namespace}}}{known.exception}", nsmap={"tns": namespace})
    variables = refusal.variables or known.variables
    for name, text in (
        ("messageId", known.message_id),
        ("text", known.text),
        *(("variables", variable) for variable in variables),
        ("code", refusal.code),
        ("advice", refusal.advice.value),
        ("correlationId", correlation_id),
    ):
        SubElement(exception, f"{{{namespace}}}{name}").text = text
