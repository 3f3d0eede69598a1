"""The statements of looks ahead over all accounts."""

# One of an earlier day would tell yesterday's future.
ABANDON_STALE = """
UPDATE forecast_pass SET state = 'abandoned', finished_at = %(now)s
WHERE state = 'working' AND business_date < %(day)s
"""
FORGET_OLD = "DELETE FROM forecast_pass WHERE business_date < %(day)s - %(keep)s"
OPEN = """
INSERT INTO forecast_pass (id, business_date, until, state, started_by, created_at)
VALUES (%(id)s, %(day)s, %(until)s, 'working', %(who)s, %(now)s)
ON CONFLICT DO NOTHING
"""
CUT = """
INSERT INTO forecast_chunk (pass_id, number, first_account, last_account, state)
SELECT %(id)s, number, min(account_id), max(account_id), 'open'
FROM (SELECT account_id, (row_number() OVER (ORDER BY account_id) - 1) / %(size)s + 1 AS number
      FROM (SELECT DISTINCT account_id FROM subscription
            WHERE state NOT IN ('ended', 'failed')) AS living) AS numbered
GROUP BY number
"""
TAKE = """
SELECT c.number, c.first_account, c.last_account, p.until
FROM forecast_chunk c JOIN forecast_pass p ON p.id = c.pass_id
WHERE c.pass_id = %s AND c.state = 'open' AND p.state = 'working' AND p.business_date = %s
ORDER BY c.number LIMIT 1 FOR UPDATE OF c SKIP LOCKED
"""
ACCOUNTS = """
SELECT DISTINCT account_id FROM subscription
WHERE account_id BETWEEN %s AND %s AND state NOT IN ('ended', 'failed')
"""
WITH_ADVANCES = """
SELECT DISTINCT account_id FROM advance_invoice
WHERE state = 'open' AND account_id BETWEEN %s AND %s
"""
FINISH_CHUNK = """
UPDATE forecast_chunk SET state = 'done', accounts = %s, debits = %s, unforeseen = %s, facts = %s,
    advances = %s, started_at = %s, finished_at = %s
WHERE pass_id = %s AND number = %s
"""
FINISH = """
UPDATE forecast_pass SET state = 'done', finished_at = %(now)s
WHERE id = %(id)s AND state = 'working' AND NOT EXISTS (
    SELECT FROM forecast_chunk WHERE pass_id = %(id)s AND state = 'open')
"""
FOLD = """
WITH gone AS (DELETE FROM forecast_total WHERE pass_id = %s AND chunk > 0 RETURNING *)
INSERT INTO forecast_total (pass_id, chunk, due_on, product_id, charge_type, integrator_id,
    expected, lines, amount, vat_amount, missing, unknown)
SELECT pass_id, 0, due_on, product_id, charge_type, integrator_id, expected, sum(lines)::int,
       sum(amount)::bigint, sum(vat_amount)::bigint, sum(missing)::bigint, sum(unknown)::bigint
FROM gone
GROUP BY pass_id, due_on, product_id, charge_type, integrator_id, expected
"""
WORKING = "SELECT id FROM forecast_pass WHERE state = 'working'"
LATEST_DONE = """
SELECT id FROM forecast_pass WHERE state = 'done'
ORDER BY business_date DESC, created_at DESC LIMIT 1
"""
VIEW = """
SELECT p.id, p.business_date AS as_of, p.until, p.state, p.started_by, p.created_at, p.finished_at,
       count(c.number)::int AS chunks,
       count(*) FILTER (WHERE c.state = 'done')::int AS chunks_done,
       coalesce(sum(c.accounts), 0)::int AS accounts, coalesce(sum(c.debits), 0)::int AS debits,
       coalesce(sum(c.unforeseen), 0)::int AS unforeseen, coalesce(sum(c.facts), 0)::int AS facts,
       coalesce(sum(c.advances), 0)::int AS advances
FROM forecast_pass p LEFT JOIN forecast_chunk c ON c.pass_id = p.id
"""
ONE = VIEW + "WHERE p.id = %s GROUP BY p.id"
ALL = VIEW + "GROUP BY p.id ORDER BY p.created_at DESC LIMIT %s"

_SUMS = """
       sum(t.lines)::int AS lines, sum(t.amount)::bigint AS amount,
       sum(t.vat_amount)::bigint AS vat_amount, sum(t.missing)::bigint AS missing,
       sum(t.unknown)::bigint AS unknown,
       coalesce(sum(t.amount) FILTER (WHERE t.expected), 0)::bigint AS expected
FROM forecast_total t
JOIN product p ON p.id = t.product_id
JOIN integrator i ON i.id = t.integrator_id
WHERE t.pass_id = %(id)s
  AND (%(on)s::date IS NULL OR t.due_on = %(on)s)
  AND (%(product_id)s::uuid IS NULL OR t.product_id = %(product_id)s)
  AND (%(integrator)s::text IS NULL OR i.code = %(integrator)s)
  AND (%(charge_type)s::text IS NULL OR t.charge_type = %(charge_type)s)
"""
BY_DAY = f"""
SELECT t.due_on::text AS key, t.due_on::text AS title, {_SUMS} GROUP BY t.due_on ORDER BY t.due_on
"""
BY_PRODUCT = f"""
SELECT p.id::text AS key, p.title, {_SUMS} GROUP BY p.id ORDER BY sum(t.amount) DESC, p.title, p.id
"""
BY_CHARGE_TYPE = f"""
SELECT t.charge_type AS key, t.charge_type AS title, {_SUMS}
GROUP BY t.charge_type ORDER BY sum(t.amount) DESC, t.charge_type
"""
BY_INTEGRATOR = f"""
SELECT i.code AS key, i.title, {_SUMS} GROUP BY i.id ORDER BY sum(t.amount) DESC, i.code
"""
