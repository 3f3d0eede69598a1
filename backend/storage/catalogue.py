"""The catalogue, kept in memory and at most about a second old."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, TextClause, text
from sqlalchemy.exc import SQLAlchemyError

from backend.domain.catalogue import (
    Catalogue,
    Price,
    Product,
    Registration,
    TaxRate,
    Template,
)
from backend.domain.values.billing import CatchUp, ChargingMode, PriceSource, VatSource
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule, Recurrence
from backend.domain.values.vat import VatKind

REFRESH_SECONDS = 1.0

_TABLES = ("integrator", "product", "price", "registration", "charge_template", "tax_rate")

# Every new version of a row has another xmin and every deletion takes one away, so the sum tells
# whether anything has changed since, without reading (and building) thousands of products.
_VERSION = text(
    " UNION ALL ".join(
        f"SELECT count(*), coalesce(sum(hashtext(xmin::text)::bigint), 0) FROM {table}"
        for table in _TABLES
    )
)
_PRODUCTS = text("""
SELECT id, integrator_id, code, title, coalesce(template, '') AS template, mode, vat_kind, vat_note,
       trial_days, catch_up, end_after_days, stops_queue, parent, archived_on
FROM product
""")
_PRICES = text("""
SELECT product_id, valid_from, existing_from, amount FROM price ORDER BY product_id, valid_from
""")
_REGISTRATIONS = text("""
SELECT product_id, number, since, until FROM registration ORDER BY product_id, since
""")
_TEMPLATES = text("""
SELECT id, code, valid_from, pattern, charge_type, price_source, fixed_amount, rule, days,
       proration, vat_source, priority
FROM charge_template ORDER BY code, valid_from
""")
_RATES = text("SELECT valid_from, rate FROM tax_rate ORDER BY valid_from")
_INTEGRATORS = text("SELECT id, title FROM integrator")

Version = tuple[tuple[int, int], ...]
Row = Mapping[str, Any]
Made = TypeVar("Made")

_log = structlog.get_logger(__name__)


class PostgresCatalogueDirectory:
    """Implements the ``CatalogueDirectory`` port: looks once a second whether anything changed.

    While the database is away the last known catalogue stays in force.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._version: Version = ()
        self._known = Catalogue()
        self._stop = threading.Event()
        self.refresh()
        self._thread = threading.Thread(target=self._watch, name="catalogue", daemon=True)
        self._thread.start()

    def current(self) -> Catalogue:
        """The catalogue as it was a moment ago; the same object until it changes."""
        return self._known

    def refresh(self) -> None:
        """Read what has changed, now."""
        with _snapshot(self._engine) as connection:
            version = _version(connection)
            if version != self._version:
                self._known = _read(connection)
                self._version = version

    def close(self) -> None:
        """Stop looking."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(REFRESH_SECONDS):
            try:
                self.refresh()
            except SQLAlchemyError as error:
                _log.warning("catalogue not refreshed", reason=type(error).__name__)


def read_catalogue(engine: Engine) -> Catalogue:
    """The catalogue as it is now, from one moment of the database."""
    with _snapshot(engine) as connection:
        return _read(connection)


def _snapshot(engine: Engine) -> Connection:
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def _version(connection: Connection) -> Version:
    return tuple((int(count), int(total)) for count, total in connection.execute(_VERSION))


def _read(connection: Connection) -> Catalogue:
    def rows(query: TextClause) -> list[Row]:
        return [dict(row) for row in connection.execute(query).mappings()]

    prices = _grouped(rows(_PRICES), "product_id", _price)
    registrations = _grouped(rows(_REGISTRATIONS), "product_id", _registration)
    return Catalogue(
        products={
            row["id"]: _product(row, prices[row["id"]], registrations[row["id"]])
            for row in rows(_PRODUCTS)
        },
        templates={
            code: tuple(versions)
            for code, versions in _grouped(rows(_TEMPLATES), "code", _template).items()
        },
        rates=tuple(TaxRate(**row) for row in rows(_RATES)),
        integrators={row["id"]: row["title"] for row in rows(_INTEGRATORS)},
    )


def _grouped(
    rows: Iterable[Row], name: str, make: Callable[[Row], Made]
) -> defaultdict[Any, list[Made]]:
    groups: defaultdict[Any, list[Made]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(make(row))
    return groups


def _price(row: Row) -> Price:
    return Price(row["valid_from"], row["existing_from"], row["amount"])


def _registration(row: Row) -> Registration:
    return Registration(row["number"], row["since"], row["until"])


def _product(row: Row, prices: list[Price], registrations: list[Registration]) -> Product:
    return Product(
        **{
            **row,
            "mode": ChargingMode(row["mode"]),
            "vat_kind": VatKind(row["vat_kind"]),
            "catch_up": CatchUp(row["catch_up"]),
            "prices": tuple(prices),
            "registrations": tuple(registrations),
        }
    )


def _template(row: Row) -> Template:
    known = dict(row)
    recurrence = Recurrence(PeriodRule(known.pop("rule")), known.pop("days"))
    return Template(
        **{
            **known,
            "recurrence": recurrence,
            "price_source": PriceSource(known["price_source"]),
            "proration": Proration(known["proration"]),
            "vat_source": VatSource(known["vat_source"]),
        }
    )
