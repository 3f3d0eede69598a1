"""What each simple kind accepts, as the schema that is built from it says."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from lxml import etree
from spyne.protocol.soap import Soap11

from backend.soap.contract import Action, Dialect, Field, Kind, Operation, Record, Unit
from backend.soap.scalars import scalar_of
from backend.soap.schema import build_server

NAMESPACE = "urn:test"


def dialect_with(kind: Kind, unit: Unit) -> Dialect:
    record = Record("Message", (Field("value", "value", kind),))
    operation = Operation(
        action=Action.CHECK, wire="ask", answer="reply", request=record, response=record
    )
    return Dialect(
        name="test", service="Test", namespace=NAMESPACE, operations=(operation,), unit=unit
    )


@cache
def judge_of(kind: Kind, unit: Unit) -> "Judge":
    return Judge(kind, unit)


class Judge:
    """Validates a text as a value of a kind."""

    def __init__(self, kind: Kind, unit: Unit) -> None:
        self.dialect = dialect_with(kind, unit)
        server = build_server(self.dialect, lambda v: Soap11(validator=v), batch_limit=1)
        self.schema = server.app.in_protocol.validation_schema
        self.scalar = scalar_of(kind, self.dialect)

    def accepts(self, text: str) -> bool:
        message = etree.Element(f"{{{NAMESPACE}}}ask")
        etree.SubElement(message, f"{{{NAMESPACE}}}value").text = text
        return bool(self.schema.validate(message))


ACCEPTED: list[tuple[Kind, Unit, str, Any]] = [
    (Kind.MONEY, Unit.ROUBLES, "50", 5_000),
    (Kind.MONEY, Unit.ROUBLES, "50.5", 5_050),
    (Kind.MONEY, Unit.ROUBLES, " 0.01\n", 1),
    (Kind.MONEY, Unit.ROUBLES, "999999999999.99", 99_999_999_999_999),
    (Kind.PRICE, Unit.ROUBLES, "0.00", 0),
    (Kind.BALANCE, Unit.ROUBLES, "-12.34", None),
    (Kind.MONEY, Unit.KOPECKS, "5000", 5_000),
    (Kind.PRICE, Unit.KOPECKS, "0", 0),
    (Kind.ACCOUNT, Unit.ROUBLES, "0001234", "0001234"),
    (Kind.ID, Unit.ROUBLES, "a:b/c.d-e_f", "a:b/c.d-e_f"),
    (Kind.NAME, Unit.ROUBLES, "Ёж\n2 ", "Ёж\n2 "),
    (Kind.TEXT, Unit.ROUBLES, "", ""),
    (Kind.BOOLEAN, Unit.ROUBLES, " true ", True),
    (Kind.BOOLEAN, Unit.ROUBLES, "1", True),
    (Kind.BOOLEAN, Unit.ROUBLES, "0", False),
    (Kind.SECONDS, Unit.ROUBLES, "3600", 3600),
    (Kind.DATE, Unit.ROUBLES, "2024-02-29", date(2024, 2, 29)),
    (Kind.DATE, Unit.ROUBLES, "2026-05-30+03:00", date(2026, 5, 30)),
    (Kind.DATE, Unit.ROUBLES, "2026-05-30Z", date(2026, 5, 30)),
]
REFUSED: list[tuple[Kind, Unit, str]] = [
    *((Kind.MONEY, Unit.ROUBLES, text) for text in ("0", "0.00", "-1", "1e3", "1.005", "NaN", "")),
    *((Kind.MONEY, Unit.ROUBLES, text) for text in ("+1", "01", "9" * 400, "٥", "1,5", "1 0")),
    *((Kind.PRICE, Unit.ROUBLES, text) for text in ("-0.01", "-0", "1e3", "INF", "1.005", "")),
    *((Kind.MONEY, Unit.KOPECKS, text) for text in ("0", "1.0", "-1", "+5", "1e3", "9" * 16)),
    *((Kind.PRICE, Unit.KOPECKS, text) for text in ("-1", "0.5", "")),
    *((Kind.ACCOUNT, Unit.ROUBLES, text) for text in ("", " 1", "1 ", "x" * 33, "счёт")),
    *((Kind.ID, Unit.ROUBLES, text) for text in ("", "a b", "x" * 65, "é")),
    *((Kind.NAME, Unit.ROUBLES, text) for text in ("", " a", "\na", "x" * 201)),
    (Kind.TEXT, Unit.ROUBLES, "x" * 501),
    *((Kind.BOOLEAN, Unit.ROUBLES, text) for text in ("yes", "TRUE", "", "2")),
    *((Kind.SECONDS, Unit.ROUBLES, text) for text in ("0", "-1", "2678401", "1.5", "")),
    *((Kind.DATE, Unit.ROUBLES, text) for text in ("2026-02-30", "2025-02-29", "26-05-30", "")),
    *((Kind.DATE, Unit.ROUBLES, text) for text in ("0000-01-01", "-0001-01-01", "2026-5-3")),
]


@pytest.mark.parametrize(("kind", "unit", "text", "value"), ACCEPTED)
def test_accepted_and_read(kind: Kind, unit: Unit, text: str, value: object) -> None:
    judge = judge_of(kind, unit)
    assert judge.accepts(text)
    if value is not None:
        assert judge.scalar.read(text) == value


@pytest.mark.parametrize(("kind", "unit", "text"), REFUSED)
def test_refused_by_the_schema(kind: Kind, unit: Unit, text: str) -> None:
    assert not judge_of(kind, unit).accepts(text)


@pytest.mark.parametrize(
    ("kind", "unit", "value", "text"),
    [
        (Kind.BALANCE, Unit.ROUBLES, -1_234, "-12.34"),
        (Kind.BALANCE, Unit.KOPECKS, -1_234, "-1234"),
        (Kind.PRICE, Unit.ROUBLES, 0, "0.00"),
        (Kind.BOOLEAN, Unit.ROUBLES, False, "false"),
        (Kind.INSTANT, Unit.ROUBLES, datetime(2026, 5, 1, tzinfo=UTC), "2026-05-01T00:00:00+00:00"),
        (Kind.TEXT, Unit.ROUBLES, "a\x0bb\ud800", "a\ufffdb\ufffd"),
    ],
)
def test_written(kind: Kind, unit: Unit, value: object, text: str) -> None:
    assert judge_of(kind, unit).scalar.write(value) == text
