"""SOAP 1.1 by hand: an envelope out, elements of a body in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from lxml import etree

from tests.conformance.facades.facade import Facade

Fields = Mapping[str, str | None]
_ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds: the elements of an answer, or a fault."""

    element: etree._Element
    fault: bool

    def text(self, name: str) -> str | None:
        """The text of the first element of this name."""
        return self.element.findtext(f".//{{*}}{name}")

    def items(self, name: str | None = None) -> "list[Body]":
        """The children, or those of one name, each for itself."""
        children = self.element if name is None else self.element.findall(f"{{*}}{name}")
        return [Body(child, self.fault) for child in children]


class SoapFacade(Facade):
    """Sends elements in the namespace of a dialect, in the order of its schema."""

    namespace: ClassVar[str]

    async def _one(self, operation: str, fields: Fields) -> Body:
        message = etree.Element(f"{{{self.namespace}}}{operation}", nsmap={None: self.namespace})
        self._fill(message, fields)
        return await self._send(message)

    async def _list(self, operation: str, item: str, several: Sequence[Fields]) -> Body:
        message = etree.Element(f"{{{self.namespace}}}{operation}", nsmap={None: self.namespace})
        for fields in several:
            self._fill(etree.SubElement(message, f"{{{self.namespace}}}{item}"), fields)
        return await self._send(message)

    def _fill(self, element: etree._Element, fields: Fields) -> None:
        for name, text in fields.items():
            if text is not None:
                etree.SubElement(element, f"{{{self.namespace}}}{name}").text = text

    async def _send(self, message: etree._Element) -> Body:
        envelope = etree.Element(f"{{{_ENVELOPE}}}Envelope")
        etree.SubElement(envelope, f"{{{_ENVELOPE}}}Body").append(message)
        answer = await self._line.call(
            "POST",
            f"/soap/{self.code}",
            self._login,
            content=etree.tostring(envelope, encoding="UTF-8", xml_declaration=True),
            headers={"Content-Type": "text/xml; charset=utf-8"},
        )
        (body,) = etree.fromstring(answer.content)
        (element,) = body
        return Body(element, etree.QName(element).localname == "Fault")
