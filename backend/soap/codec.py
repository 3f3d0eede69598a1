"""Straight reads and writes of messages: each message type is compiled once into plain closures.

Spyne's own walk asks every type about a dozen attributes for every element; that is 70 % of a
call's CPU. Here the questions are asked once. ``tests/contract/soap/test_codec_parity.py`` holds
the result equal to Spyne's walk in both directions. Reads expect what the schema has accepted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.etree import SubElement, _Element

from backend.soap.contract import Dialect, Field, Operation, Record, Values
from backend.soap.scalars import scalar_of

Reader = Callable[[_Element], Values]
Writer = Callable[[_Element, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Codec:
    """Reads an operation's request into items and writes its answer from items."""

    operation: Operation
    read: Callable[[_Element], list[Values]]
    write: Callable[[_Element, list[Values]], None]


def compile_operation(operation: Operation, dialect: Dialect) -> Codec:
    """The codec of one operation."""
    read_item = _reader(operation.request, dialect)
    write_item = _writer(operation.response, dialect)
    answer = f"{{{dialect.namespace}}}{operation.answer}"
    if operation.items is None:

        def read_one(message: _Element) -> list[Values]:
            return [read_item(message)]

        def write_one(body: _Element, items: list[Values]) -> None:
            write_item(SubElement(body, answer), items[0])

        return Codec(operation, read_one, write_one)

    each = f"{{{dialect.namespace}}}{operation.items.response}"

    def read_list(message: _Element) -> list[Values]:
        return [read_item(element) for element in message]

    def write_list(body: _Element, items: list[Values]) -> None:
        message = SubElement(body, answer)
        for item in items:
            write_item(SubElement(message, each), item)

    return Codec(operation, read_list, write_list)


def _reader(record: Record, dialect: Dialect) -> Reader:
    fields = {
        f"{{{dialect.namespace}}}{field.wire}": (field.name, _read_of(field, dialect))
        for field in record.fields
    }

    def read(element: _Element) -> Values:
        values: Values = {}
        for child in element:
            name, convert = fields[child.tag]  # type: ignore[index]
            values[name] = convert(child.text or "")
        return values

    return read


def _read_of(field: Field, dialect: Dialect) -> Callable[[str], Any]:
    if isinstance(field.kind, Record) or field.many:
        raise TypeError(f"requests are flat, {field.name} is not")
    return scalar_of(field.kind, dialect).read


def _writer(record: Record, dialect: Dialect) -> Writer:
    steps = tuple((field.name, _step(field, dialect)) for field in record.fields)

    def write(element: _Element, values: Mapping[str, Any]) -> None:
        for name, step in steps:
            value = values.get(name)
            if value is not None:
                step(element, value)

    return write


def _step(field: Field, dialect: Dialect) -> Callable[[_Element, Any], None]:
    tag = f"{{{dialect.namespace}}}{field.wire}"
    if isinstance(field.kind, Record):
        write_inner = _writer(field.kind, dialect)

        def write_records(parent: _Element, values: Any) -> None:
            for value in values if field.many else (values,):
                write_inner(SubElement(parent, tag), value)

        return write_records
    convert = scalar_of(field.kind, dialect).write

    def write_scalar(parent: _Element, value: Any) -> None:
        SubElement(parent, tag).text = convert(value)

    return write_scalar
