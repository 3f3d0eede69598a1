"""A database from before reports has its subscriptions counted when it is migrated."""

import psycopg

from backend.storage.migrations import downgrade, upgrade

BEFORE, REPORTS = "0006", "0007"
LIVED = """
INSERT INTO product (id, integrator_id, code, title, created_at)
VALUES (gen_random_uuid(), 0, 'kav', 'kav', now());
INSERT INTO account (number, holder, status, currency, balance, held, credit_limit, promised,
                     spending_floor, tariffs, opened_at)
SELECT n::text, '', 'active', 'RUB', 0, 0, 0, 0, 0, '{}', now() FROM generate_series(1, 3) AS n;
INSERT INTO subscription (account_id, id, integrator_id, product_id, external_key, state,
                          created_at)
SELECT a.id, gen_random_uuid(), 0, p.id, p.code, CASE WHEN a.id = 3 THEN 'ended' ELSE 'active' END,
       now()
FROM account a, product p;
INSERT INTO subscription_event (account_id, subscription_id, id, at, from_state, to_state, actor,
                                reason)
SELECT account_id, id, gen_random_uuid(), now(), NULL, 'active', '', '' FROM subscription
UNION ALL
SELECT account_id, id, gen_random_uuid(), now(), 'active', 'ended', '', '' FROM subscription
WHERE state = 'ended';
"""
COUNTED = "SELECT state, sum(change)::int FROM subscription_change GROUP BY state ORDER BY state"


def test_what_had_lived_is_counted(empty_url: str) -> None:
    upgrade(empty_url, BEFORE)
    with psycopg.connect(empty_url) as connection:
        connection.execute(LIVED)
    upgrade(empty_url, REPORTS)
    with psycopg.connect(empty_url) as connection:
        counted = connection.execute(COUNTED).fetchall()
        named = connection.execute(
            "SELECT count(*) FROM subscription_event e JOIN product p ON p.id = e.product_id"
        ).fetchone()
    assert counted == [("active", 2), ("ended", 1)]
    assert named == (4,)
    downgrade(empty_url, BEFORE)
    upgrade(empty_url, REPORTS)
    with psycopg.connect(empty_url) as connection:
        assert connection.execute(COUNTED).fetchall() == counted
