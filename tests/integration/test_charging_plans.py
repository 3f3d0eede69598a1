"""Every statement of the charging desk finds its rows by an index, whatever the statistics say."""

from collections.abc import Iterator
from types import ModuleType

import pytest
from sqlalchemy import Engine

from backend.storage.charging import reading, writing
from backend.storage.engine import ONE_PLAN, open_engine
from backend.storage.unit_of_work import UnitOfWork


def statements(module: ModuleType) -> list[tuple[str, str]]:
    """The module's statements by name."""
    return [
        (name, text)
        for name, text in vars(module).items()
        if isinstance(text, str) and name.isupper() and not name.startswith("_") and "%s" in text
    ]


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    engine = open_engine(module_database_url, pool_size=1, parameters=ONE_PLAN)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "statement"),
    [*statements(reading), *statements(writing)],
    ids=lambda value: value if value.isupper() else "",
)
def test_no_table_is_read_whole(engine: Engine, name: str, statement: str) -> None:
    prepared = f"PREPARE {name} AS {_numbered(statement)}"
    nothing = ", ".join(["NULL"] * statement.count("%s"))
    with UnitOfWork(engine) as unit:
        unit.driver.execute(prepared.encode())
        plan = unit.driver.execute(f"EXPLAIN EXECUTE {name} ({nothing})".encode()).fetchall()
    assert not [line for (line,) in plan if "Seq Scan" in line], plan


def _numbered(statement: str) -> str:
    first, *others = statement.split("%s")
    return first + "".join(f"${place}{part}" for place, part in enumerate(others, start=1))
