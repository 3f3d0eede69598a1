-- Years of charges at once: the rows that charges would have left, without their checks and
-- indexes, which are made again afterwards.
CREATE TEMP TABLE made AS
SELECT
    s.account_id,
    s.id AS subscription_id,
    s.product_id,
    s.integrator_id,
    i AS place,
    -- version 7: it grows with time, as ours do
    (lpad(to_hex(1500000000000 + i * 1000), 12, '0') || '7' || substr(md5(i::text), 1, 3)
        || '8' || substr(md5(i::text), 4, 15))::uuid AS id,
    md5('external ' || i) AS external_id,
    to_timestamp(1500000000 + i) AS at,
    100 + (i * 7919) %% 50000 AS amount
FROM generate_series(1::bigint, %(operations)s) AS i
JOIN (
    SELECT row_number() OVER (ORDER BY account_id) - 1 AS number, * FROM subscription
) AS s ON s.number = (hashint8(i)::bigint + 2147483648) %% %(accounts)s;

INSERT INTO operation (
    integrator_id, kind, external_id, id, account_id, fingerprint, status, code, amount, available,
    target_id, door, correlation_id, recorded_at)
SELECT
    integrator_id, 'charge', external_id, id, account_id, sha256(external_id::bytea), 'applied',
    'ok', amount, 100, id, 'soap', external_id, at
FROM made;

INSERT INTO ledger_transaction (account_id, id, kind, business_date, recorded_at)
SELECT account_id, id, 'charge', at::date, at FROM made;

INSERT INTO entry (account_id, transaction_id, line, debit, credit, amount, integrator_id)
SELECT account_id, id, 1, 'subscriber', 'revenue', amount, integrator_id FROM made;

INSERT INTO charge (
    account_id, id, integrator_id, external_id, subscription_id, product_id, amount, text,
    period_start, period_end, business_date)
SELECT
    account_id, id, integrator_id, external_id, subscription_id, product_id, amount, 'Office',
    at::date, at::date + 1, at::date
FROM made;

UPDATE account a SET balance = a.balance - m.spent
FROM (SELECT account_id, sum(amount) AS spent FROM made GROUP BY account_id) AS m
WHERE a.id = m.account_id;

DROP TABLE made;
