"""The compiled codecs read and write exactly what Spyne's own walk over the same types does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from spyne import MethodContext
from spyne.protocol.soap import Soap11

from backend.domain.values.codes import Code
from backend.domain.values.money import format_money
from backend.soap.codec import Codec, compile_operation
from backend.soap.contract import Dialect, Field, Kind, Operation, Record, Unit, Words
from backend.soap.dialects import DIALECTS, PORTAL
from backend.soap.scalars import scalar_of
from backend.soap.schema import build_server

SOAP11 = "{http://schemas.xmlsoap.org/soap/envelope/}"
VARIANTS: Mapping[str, Dialect] = {
    **DIALECTS,
    "portal": PORTAL,
    "kopecks": replace(DIALECTS["relans"], name="kopecks", unit=Unit.KOPECKS),
}
CASES = [(name, each.wire) for name, dialect in VARIANTS.items() for each in dialect.operations]


@cache
def spyne_server(name: str) -> Any:
    """Spyne as it comes, over the same types."""
    return build_server(
        VARIANTS[name], lambda validator: Soap11(validator=validator), batch_limit=4, test_mode=True
    )


@cache
def codec_of(name: str, wire: str) -> Codec:
    return compile_operation(operation_of(name, wire), VARIANTS[name])


def operation_of(name: str, wire: str) -> Operation:
    return next(each for each in VARIANTS[name].operations if each.wire == wire)


# ------------------------------------------------------------ values, and how they are written

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=40)
WORDLIKE = st.text("0123456789abcXYZ._-", min_size=1, max_size=32)
SPACES = st.sampled_from(["", " ", "\n\t", "  "])
KOPECKS = st.integers(1, 10**13)

SIMPLE: Mapping[Kind, st.SearchStrategy[Any]] = {
    Kind.ACCOUNT: WORDLIKE,
    Kind.ID: WORDLIKE,
    Kind.NAME: LETTERS.map(lambda text: f"№{text}"),
    Kind.TEXT: LETTERS,
    Kind.URL: WORDLIKE.map(lambda text: f"https://a.example/{text}?a=1&b=2"),
    Kind.MONEY: KOPECKS,
    Kind.PRICE: st.one_of(st.just(0), KOPECKS),
    Kind.BALANCE: st.integers(-(10**13), 10**13),
    Kind.INTEGER: st.integers(-100, 100),
    Kind.SECONDS: st.integers(1, 31 * 86400),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    Kind.INSTANT: st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
}


def values_of(field: Field, dialect: Dialect) -> st.SearchStrategy[Any]:
    match field.kind:
        case Record():
            inner = record_of(field.kind, dialect)
            return st.lists(inner, max_size=3) if field.many else inner
        case Words():
            return st.sampled_from(list(field.kind.words))
        case Kind.CODE:
            return st.sampled_from(dialect.all_words())
        case _:
            return SIMPLE[field.kind]


def record_of(record: Record, dialect: Dialect) -> st.SearchStrategy[dict[str, Any]]:
    fields = {field.name: values_of(field, dialect) for field in record.fields}
    required = {f.name: fields[f.name] for f in record.fields if f.required}
    optional = {f.name: fields[f.name] for f in record.fields if not f.required}
    return st.fixed_dictionaries(required, optional=optional)


def items_of(operation: Operation, record: Record, dialect: Dialect) -> st.SearchStrategy[Any]:
    most = 4 if operation.items else 1
    return st.lists(record_of(record, dialect), min_size=1, max_size=most)


@st.composite
def text_of(draw: st.DrawFn, field: Field, value: Any, dialect: Dialect) -> str:
    """One of the ways in which a value may be written."""
    assert not isinstance(field.kind, Record)
    text = scalar_of(field.kind, dialect).write(value)
    if field.kind in (Kind.MONEY, Kind.PRICE) and dialect.unit is Unit.ROUBLES:
        text = draw(st.sampled_from([text, text.removesuffix(".00"), text.rstrip("0").rstrip(".")]))
        text = text or "0"
    if field.kind is Kind.BOOLEAN:
        text = draw(st.sampled_from([text, "1" if value else "0"]))
    # Spyne takes "true " for false, against the schema; ours is tested in tests/unit/soap.
    if field.kind in (Kind.MONEY, Kind.PRICE, Kind.SECONDS):
        text = draw(SPACES) + text + draw(SPACES)
    return text


@st.composite
def requests(draw: st.DrawFn, name: str, wire: str) -> bytes:
    dialect, operation = VARIANTS[name], operation_of(name, wire)
    tag = f"{{{dialect.namespace}}}"
    root = etree.Element(f"{SOAP11}Envelope")
    message = etree.SubElement(etree.SubElement(root, f"{SOAP11}Body"), f"{tag}{wire}")
    for values in draw(items_of(operation, operation.request, dialect)):
        parent = message
        if operation.items:
            parent = etree.SubElement(message, f"{tag}{operation.items.request}")
        for field in operation.request.fields:
            if field.name in values:
                element = etree.SubElement(parent, f"{tag}{field.wire}")
                element.text = draw(text_of(field, values[field.name], dialect))
    return etree.tostring(root)


# ------------------------------------------------------------ Spyne's side


def context_of(name: str) -> Any:
    return MethodContext(spyne_server(name), MethodContext.SERVER)


def read_by_spyne(name: str, document: bytes) -> tuple[Any, Any]:
    context = context_of(name)
    context.in_string = [document]
    context = spyne_server(name).generate_contexts(context)[0]
    assert context.in_error is None, context.in_error
    spyne_server(name).get_in_object(context)
    assert context.in_error is None, context.in_error
    return context, context.in_object


def canonical(field: Field, value: Any) -> Any:
    """Spyne's value as the codecs have it."""
    if isinstance(value, Decimal):
        return int(value * 100)
    if isinstance(field.kind, Words):
        return next(known for known, word in field.kind.words.items() if word == value)
    return value


def items_by_spyne(operation: Operation, message: Any) -> list[dict[str, Any]]:
    items = getattr(message, operation.items.request) if operation.items else [message]
    return [
        {
            field.name: canonical(field, getattr(item, field.wire))
            for field in operation.request.fields
            if getattr(item, field.wire) is not None
        }
        for item in items
    ]


def native(field: Field, value: Any, kind: Any, dialect: Dialect) -> Any:
    """A canonical value as Spyne wants it."""
    if isinstance(field.kind, Record):
        return [instance(field.kind, each, kind, dialect) for each in value]
    if isinstance(field.kind, Words):
        return field.kind.words[value]
    if field.kind in (Kind.MONEY, Kind.PRICE, Kind.BALANCE) and dialect.unit is Unit.ROUBLES:
        return Decimal(format_money(value))
    return value


def instance(record: Record, values: Mapping[str, Any], kind: Any, dialect: Dialect) -> Any:
    return kind(
        **{
            field.wire: native(field, values[field.name], kind._type_info[field.wire], dialect)
            for field in record.fields
            if field.name in values
        }
    )


def written_by_spyne(
    name: str, operation: Operation, items: list[dict[str, Any]], document: bytes
) -> bytes:
    context, _ = read_by_spyne(name, document)
    dialect, message = VARIANTS[name], context.descriptor.out_message
    if operation.items:
        kind = message._type_info[operation.items.response]
        found = [instance(operation.response, each, kind, dialect) for each in items]
        context.out_object = [found]
    else:
        made = instance(operation.response, items[0], message, dialect)
        context.out_object = [getattr(made, field.wire) for field in operation.response.fields]
    spyne_server(name).get_out_string(context)
    return b"".join(context.out_string)


Tree = tuple[str, str, list[Any]]


def tree_of(element: etree._Element) -> Tree:
    """What an element says, whatever the prefixes."""
    return str(element.tag), element.text or "", [tree_of(child) for child in element]


def body_of(document: bytes) -> Tree:
    (body,) = etree.fromstring(document)
    return tree_of(body[0])


# ------------------------------------------------------------ the proofs


@pytest.mark.parametrize(("name", "wire"), CASES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_requests_are_read_alike(name: str, wire: str, data: st.DataObject) -> None:
    document = data.draw(requests(name, wire))
    _, by_spyne = read_by_spyne(name, document)
    ours = codec_of(name, wire).read(etree.fromstring(document)[0][0])
    assert ours == items_by_spyne(operation_of(name, wire), by_spyne)


@pytest.mark.parametrize(("name", "wire"), CASES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_answers_are_written_alike(name: str, wire: str, data: st.DataObject) -> None:
    dialect, operation = VARIANTS[name], operation_of(name, wire)
    items = data.draw(items_of(operation, operation.response, dialect))
    envelope = etree.Element(f"{SOAP11}Envelope")
    body = etree.SubElement(envelope, f"{SOAP11}Body")
    codec_of(name, wire).write(body, items)
    by_spyne = written_by_spyne(name, operation, items, data.draw(requests(name, wire)))
    assert body_of(etree.tostring(envelope)) == body_of(by_spyne)


def test_every_code_has_a_word_of_the_schema() -> None:
    for dialect in VARIANTS.values():
        words = set(dialect.all_words())
        for operation in dialect.operations:
            said = {dialect.word(operation, code, repeated=True) for code in Code}
            assert said <= words
