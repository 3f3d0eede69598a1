"""A SOAP client of a few lines, to call our own server the way a platform does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

import httpx

from backend.domain.integrator import Integrator
from backend.soap.contract import Action, Operation
from backend.soap.dialects import DIALECTS
from backend.soap.overrides import apply_wire

_LEAF = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>([^<>]*)</")
_ENVELOPE = """\
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:v="{namespace}">
  <soap:Body>
    <v:{operation}>{content}</v:{operation}>
  </soap:Body>
</soap:Envelope>"""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its HTTP status and its elements that have text, in order."""

    status: int
    values: Sequence[tuple[str, str]]


class Messages:
    """An integrator's requests, in its own names of operations and fields."""

    def __init__(self, integrator: Integrator) -> None:
        self.dialect = apply_wire(DIALECTS[integrator.dialect], integrator.wire)

    def operation(self, action: Action) -> Operation:
        """What the dialect calls an action."""
        return next(each for each in self.dialect.operations if each.action is action)

    def envelope(self, action: Action, values: Mapping[str, str]) -> str:
        """A request with one item as it goes over the wire; ``values`` by canonical names."""
        operation = self.operation(action)
        item = "".join(
            f"<v:{field.wire}>{escape(values[field.name])}</v:{field.wire}>"
            for field in operation.request.fields
            if field.name in values
        )
        if operation.items is not None:
            item = f"<v:{operation.items.request}>{item}</v:{operation.items.request}>"
        return _ENVELOPE.format(
            namespace=escape(self.dialect.namespace, {'"': "&quot;"}),
            operation=operation.wire,
            content=item,
        )

    def headers(self, action: Action) -> dict[str, str]:
        """What SOAP 1.1 says beside the envelope."""
        soap_action = self.dialect.soap_action(self.operation(action))
        return {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{soap_action}"'}


class SoapCaller:
    """Calls an integrator's endpoint; the client knows the login and where the server is."""

    def __init__(self, http: httpx.Client, integrator: Integrator) -> None:
        self._http = http
        self._path = f"/soap/{integrator.code}"
        self.messages = Messages(integrator)

    def call(self, action: Action, values: Mapping[str, str]) -> Answer:
        """Send one item, its values by canonical names."""
        answer = self._http.post(
            self._path,
            content=self.messages.envelope(action, values).encode(),
            headers=self.messages.headers(action),
        )
        return Answer(answer.status_code, _leaves(answer.text))


def _leaves(text: str) -> list[tuple[str, str]]:
    return [(name, unescape(value)) for name, value in _LEAF.findall(text) if value.strip()]
