"""Spyne's SOAP protocols with our own way through a message: parsed once, compiled, explained.

The guard has parsed the envelope already, so the "document" that comes in is its tree. Reading and
writing are the dialect's compiled codecs. The schema is the one that Spyne builds from the types.
"""

import re
import threading
from collections.abc import Mapping
from typing import Any

from lxml import etree
from spyne.protocol.soap import Soap11, Soap12

from backend.domain.errors import TooManyItems
from backend.soap.codec import Codec
from backend.soap.contract import Dialect
from backend.soap.faults import Refusal, Version
from backend.soap.vocabulary import fields_of

_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']+)'")
_ITEM = re.compile(r"/[^/]+/[^/\[]+\[(\d+)\]")


class _Compiled:
    """The part that SOAP 1.1 and 1.2 share. Comes before Spyne's class among the bases."""

    app: Any
    validation_schema: etree.XMLSchema
    ns_soap_env: str

    def __init__(
        self,
        dialect: Dialect,
        codecs: Mapping[str, Codec],
        batch_limit: int,
        validator: str | None = "lxml",
    ) -> None:
        super().__init__(validator=validator)  # type: ignore[call-arg]
        self._codecs = codecs
        self._batch_limit = batch_limit
        self._namespaces = {"soap": self.ns_soap_env, "tns": dialect.namespace}
        self._known = frozenset(
            field.wire for codec in codecs.values() for field in fields_of(codec.operation)
        )
        # lxml keeps one error log per schema: without the lock a fault could be another client's.
        self._lock = threading.Lock()

    def create_in_document(self, ctx: Any, charset: str | None = None) -> None:
        """The guard's tree is the document."""
        del charset
        ctx.in_document = ctx.in_string

    def decompose_incoming_envelope(self, ctx: Any, message: Any = None) -> None:
        """The guard has found the one element of the body: name it, count it, validate it."""
        ctx.in_body_doc = ctx.in_document
        ctx.method_request_string = ctx.in_body_doc.tag
        codec = self._codecs.get(ctx.in_body_doc.tag)
        if codec is None:
            raise Refusal("unknown_call", "There is no such operation.")
        if codec.operation.items is not None:
            self._count(ctx.in_body_doc)
        self.validate_body(ctx, message)

    def _count(self, element: etree._Element) -> None:
        if len(element) == 0:
            raise Refusal("empty_list", "The list has no items.")
        if len(element) > self._batch_limit:
            raise TooManyItems(f"The list has more than {self._batch_limit} items.")

    def validate_body(self, ctx: Any, message: Any) -> None:
        """Validate by the schema; the refusal names our own words only, never a value."""
        del message
        with self._lock:
            if self.validation_schema.validate(ctx.in_body_doc):
                return
            error = self.validation_schema.error_log[0]
            text, path = error.message, error.path or ""
        raise self._refusal(text, path)

    def _refusal(self, text: str, path: str) -> Refusal:
        found = _ELEMENT.match(text)
        name = found.group(1) if found and found.group(1) in self._known else None
        item = _ITEM.match(path)
        place = f" in element {name}" if name else ""
        place += f" of item {item.group(1)}" if item else ""
        return Refusal(
            "invalid_message",
            f"The message does not follow the schema{place}.",
            variables=(name or "body",),
        )

    def deserialize(self, ctx: Any, message: Any) -> None:
        """Read the items by the compiled codec."""
        del message
        try:
            ctx.in_object = [self._codecs[ctx.in_body_doc.tag].read(ctx.in_body_doc)]
        except (KeyError, ValueError) as error:
            # The schema is meant to leave nothing for this; a gap in it must not look like ours.
            raise Refusal("invalid_message", "A value cannot be read.") from error

    def serialize(self, ctx: Any, message: Any) -> None:
        """Write the items by the compiled codec."""
        del message
        envelope = etree.Element(f"{{{self.ns_soap_env}}}Envelope", nsmap=self._namespaces)
        body = etree.SubElement(envelope, f"{{{self.ns_soap_env}}}Body")
        self._codecs[ctx.in_body_doc.tag].write(body, ctx.out_object[0])
        ctx.out_document = envelope


class CompiledSoap11(_Compiled, Soap11):  # type: ignore[misc]
    """SOAP 1.1."""


class CompiledSoap12(_Compiled, Soap12):  # type: ignore[misc]
    """SOAP 1.2."""


PROTOCOLS: Mapping[Version, type[_Compiled]] = {
    Version.SOAP11: CompiledSoap11,
    Version.SOAP12: CompiledSoap12,
}
