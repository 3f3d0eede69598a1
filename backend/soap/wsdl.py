"""The WSDL of a dialect: built once from the public address, both SOAP versions in one document.

Spyne takes the first caller's Host header for the address, emits one binding for each application
and a number of things that trip real clients. What comes out here is cleaned and does not depend
on the caller, the time or the hash seed.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree
from lxml.etree import QName, _Element

from backend.soap.contract import Dialect
from backend.soap.faults import Version

WSDL = "http://schemas.xmlsoap.org/wsdl/"
XSD = "http://www.w3.org/2001/XMLSchema"
BINDINGS = {
    Version.SOAP11: "http://schemas.xmlsoap.org/wsdl/soap/",
    Version.SOAP12: "http://schemas.xmlsoap.org/wsdl/soap12/",
}
_SUFFIX = {Version.SOAP11: "Soap11", Version.SOAP12: "Soap12"}
_ORDER = ("types", "message", "portType", "binding", "service")
_SCHEMA_ORDER = ("simpleType", "complexType", "element")
_PREFIXES = {
    "wsdl": WSDL,
    "xs": XSD,
    "soap": BINDINGS[Version.SOAP11],
    "soap12": BINDINGS[Version.SOAP12],
}


def build_wsdl(dialect: Dialect, servers: dict[Version, Any], address: str) -> bytes:
    """The document with a port for each SOAP version, both at the same address."""
    first, second = (
        _bound(_emitted(servers[version], address), dialect, version)
        for version in (Version.SOAP11, Version.SOAP12)
    )
    _join(first, second)
    _clean_schema(first)
    for operation in first.iterfind(f".//{{{WSDL}}}operation"):
        operation.attrib.pop("parameterOrder", None)
    first[:] = sorted(first, key=lambda node: _ORDER.index(QName(node).localname))
    return _written(first, dialect)


def _emitted(server: Any, address: str) -> _Element:
    document = server.app.interface.docs.wsdl11
    document.build_interface_document(address)
    return etree.fromstring(document.get_interface_document())


def _bound(document: _Element, dialect: Dialect, version: Version) -> _Element:
    """The binding and the port named by their SOAP version, with the dialect's soapActions."""
    name = f"{dialect.service}{_SUFFIX[version]}"
    binding = _only(document, f"{{{WSDL}}}binding")
    port = _only(document, f"{{{WSDL}}}service/{{{WSDL}}}port")
    binding.set("name", name)
    port.set("name", name)
    port.set("binding", f"tns:{name}")
    actions = {each.wire: dialect.soap_action(each) for each in dialect.operations}
    for operation in binding.iterfind(f"{{{WSDL}}}operation"):
        bound = _only(operation, f"{{{BINDINGS[version]}}}operation")
        bound.set("soapAction", actions[operation.get("name", "")])
    return document


def _join(document: _Element, other: _Element) -> None:
    document.append(deepcopy(_only(other, f"{{{WSDL}}}binding")))
    service = _only(document, f"{{{WSDL}}}service")
    service.append(deepcopy(_only(other, f"{{{WSDL}}}service/{{{WSDL}}}port")))


def _clean_schema(document: _Element) -> None:
    """Types in a stable order, and only those global elements that are a message's part."""
    schema = _only(document, f"{{{WSDL}}}types/{{{XSD}}}schema")
    parts = {
        part.get("element", "").partition(":")[2]
        for part in document.iterfind(f"{{{WSDL}}}message/{{{WSDL}}}part")
    }
    kept = [
        node for node in schema if QName(node).localname != "element" or node.get("name") in parts
    ]

    def order(node: _Element) -> tuple[int, str]:
        return _SCHEMA_ORDER.index(QName(node).localname), node.get("name", "")

    schema[:] = sorted(kept, key=order)


def _written(document: _Element, dialect: Dialect) -> bytes:
    """The document with the few prefixes it uses; gSOAP fails on a stray one for SOAP 1.2."""
    prefixes = _PREFIXES | {"tns": dialect.namespace}
    clean = etree.Element(document.tag, dict(document.attrib), nsmap=prefixes)
    clean.extend(_rebuilt(document))
    etree.indent(clean)
    return etree.tostring(clean, encoding="UTF-8", xml_declaration=True) + b"\n"


def _rebuilt(node: _Element) -> Iterable[_Element]:
    """Copies of the children that carry no namespace declarations of their own."""
    for child in node:
        copy = etree.Element(child.tag, dict(child.attrib), nsmap=None)
        copy.text = child.text
        copy.extend(_rebuilt(child))
        yield copy


def _only(node: _Element, path: str) -> _Element:
    found = node.find(path)
    if found is None:
        raise LookupError(f"Spyne emitted no {path}")
    return found
