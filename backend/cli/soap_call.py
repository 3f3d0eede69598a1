"""A SOAP client of a few lines, to call our own server the way a platform does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

import httpx

from backend.domain.integrator import Integrator
from backend.soap.contract import Action, Dialect, Operation
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


@dataclass(frozen=True, slots=True)
class SoapCaller:
    """Calls one integrator's endpoint with its own names of operations and fields."""

    http: httpx.Client
    url: str
    dialect: Dialect

    @classmethod
    def of(cls, http: httpx.Client, url: str, integrator: Integrator) -> "SoapCaller":
        """A caller for the integrator as it is configured."""
        dialect = apply_wire(DIALECTS[integrator.dialect], integrator.wire)
        return cls(http, f"{url}/soap/{integrator.code}", dialect)

    def operation(self, action: Action) -> Operation:
        """What the dialect calls an action."""
        return next(each for each in self.dialect.operations if each.action is action)

    def call(self, action: Action, values: Mapping[str, str]) -> Answer:
        """Send one item, its values by canonical names."""
        operation = self.operation(action)
        request = self.envelope(operation, values)
        answer = self.http.post(
            self.url,
            content=request.encode(),
            headers={
                "Content-Type": "text/xml; charset=utf-8",
                "SOAPAction": f'"{self.dialect.soap_action(operation)}"',
            },
        )
        return Answer(answer.status_code, _leaves(answer.text))

    def envelope(self, operation: Operation, values: Mapping[str, str]) -> str:
        """The request as it goes over the wire."""
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


def _leaves(text: str) -> list[tuple[str, str]]:
    return [(name, unescape(value)) for name, value in _LEAF.findall(text) if value.strip()]
