"""Among many accounts, those that are looked for are found by an index."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from backend.domain.services.administration.views import AccountQuery
from backend.domain.values.status import AccountStatus
from backend.storage.accounts.search import BY_INDEX, page_statement
from backend.storage.engine import open_engine
from backend.storage.unit_of_work import UnitOfWork
from tests.fakes.manual_clock import START

MANY = """
INSERT INTO account (number, holder, status, currency, balance, held, credit_limit, promised,
                     spending_floor, tariffs, opened_at)
SELECT lpad(n::text, 8, '0'), 'Holder number' || n || ' of many',
       CASE WHEN n % 1000 = 0 THEN 'blocked' ELSE 'active' END, 'RUB', 0, 0, 0, 0, 0, '{}', now()
FROM generate_series(1, 30000) AS n
"""

BY_NUMBER, BY_HOLDER = "account_number_key", "account_words_words"
BY_STATUS = "account_by_status"


@pytest.fixture(scope="module")
def engine(module_database_url: str) -> Iterator[Engine]:
    """An engine of a database with 30,000 accounts, and statistics of them."""
    engine = open_engine(module_database_url, pool_size=1, role=None)
    with UnitOfWork(engine) as unit:
        unit.driver.execute(MANY)
        unit.driver.execute("ANALYZE account, account_words")
        unit.commit()
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("query", "index", "first"),
    [
        (AccountQuery(number="000012"), BY_NUMBER, "00001200"),
        (AccountQuery(number="000012", after="00001250"), BY_NUMBER, "00001251"),
        (AccountQuery(after="00020000"), BY_NUMBER, "00020001"),
        (AccountQuery(), BY_NUMBER, "00000001"),
        (AccountQuery(holder="NUMBER777"), BY_HOLDER, "00000777"),
        (AccountQuery(holder="many number29999"), BY_HOLDER, "00029999"),
        (AccountQuery(status=AccountStatus.BLOCKED), BY_STATUS, "00001000"),
        (AccountQuery(status=AccountStatus.BLOCKED, after="00010000"), BY_STATUS, "00011000"),
        (AccountQuery(status=AccountStatus.ACTIVE), BY_NUMBER, "00000001"),
    ],
    ids=repr,
)
def test_a_page(engine: Engine, query: AccountQuery, index: str, first: str) -> None:
    sql, given = page_statement(query, START)
    with UnitOfWork(engine) as unit:
        unit.driver.execute(BY_INDEX)
        plan = "\n".join(line for (line,) in unit.driver.execute(f"EXPLAIN {sql}", given))
        row = unit.driver.execute(sql, given).fetchone()
    assert index in plan, plan
    assert "Seq Scan" not in plan
    assert row is not None
    assert row[1] == first
