"""The statements of runs."""

_DUE = """
    SELECT DISTINCT s.account_id FROM subscription s
    WHERE s.mode = 'billing' AND s.state NOT IN ('ended', 'failed', 'pending')
      AND s.next_start <= %(day)s
      AND (s.cancel_on IS NULL OR s.next_start < s.cancel_on)
      AND s.suspend_reason IS NULL
      AND NOT EXISTS (
          SELECT FROM parked p WHERE p.account_id = s.account_id
             AND p.subscription_id = s.id AND p.resolved_at IS NULL)
"""

# A plan of an earlier day that nobody approved would charge what today's plan charges too.
CANCEL_STALE = """
UPDATE billing_run SET state = 'cancelled', finished_at = %(now)s
WHERE state IN ('planning', 'planned') AND business_date < %(day)s
"""

OPEN = """
INSERT INTO billing_run (id, business_date, state, difference, created_at)
VALUES (%s, %s, 'planning', '{}', %s)
ON CONFLICT DO NOTHING
"""

CUT = f"""
INSERT INTO run_chunk (run_id, number, first_account, last_account, state)
SELECT %(run)s, number, min(account_id), max(account_id), 'open'
FROM (SELECT account_id, (row_number() OVER (ORDER BY account_id) - 1) / %(size)s AS number
      FROM ({_DUE}) AS due) AS numbered
GROUP BY number
"""

TAKE_OPEN = """
SELECT c.number, c.first_account, c.last_account, r.business_date
FROM run_chunk c JOIN billing_run r ON r.id = c.run_id
WHERE c.run_id = %s AND c.state = 'open' AND r.state = 'planning'
ORDER BY c.number LIMIT 1 FOR UPDATE OF c SKIP LOCKED
"""
_PLANNED = """
SELECT c.number, c.first_account, c.last_account, c.hash
FROM run_chunk c JOIN billing_run r ON r.id = c.run_id
WHERE c.run_id = %s AND c.state = 'planned' AND r.state = 'applying'
"""
TAKE_ONE_PLANNED = _PLANNED + "AND c.number = %s FOR UPDATE OF c SKIP LOCKED"
TAKE_PLANNED = (
    _PLANNED
    + """
AND c.number <> ALL (%s)
ORDER BY c.number LIMIT 1 FOR UPDATE OF c SKIP LOCKED
"""
)
CHARGED_TODAY = """
SELECT subscription_id, count(*)::int FROM charge
WHERE account_id BETWEEN %s AND %s AND business_date = %s AND mode = 'billing'
GROUP BY subscription_id
"""
PARK = """
INSERT INTO parked (account_id, subscription_id, run_id, reason, parked_at)
SELECT * FROM unnest(%s::bigint[], %s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[])
ON CONFLICT DO NOTHING
"""
PLAN_CHUNK = """
UPDATE run_chunk SET state = 'planned', lines = %s, amount = %s, vat_amount = %s, hash = %s
WHERE run_id = %s AND number = %s
"""
LINES = """
SELECT account_id, subscription_id, seq, kind, product_id, template_id, charge_type, period_start,
       period_end, quantity, full_price, amount, vat_kind, vat_rate, vat_amount, vat_note, text,
       priority
FROM run_line WHERE run_id = %s AND account_id BETWEEN %s AND %s
ORDER BY account_id, subscription_id, seq
"""
FINISH_CHUNK = """
UPDATE run_chunk SET state = 'done', charged = %s, charged_sum = %s, free = %s, unpaid = %s,
    superseded = %s, started_at = %s, finished_at = %s
WHERE run_id = %s AND number = %s
"""

LOCK_PLANNED = """
SELECT FROM billing_run r WHERE r.id = %s AND r.state = 'planning' AND NOT EXISTS (
    SELECT FROM run_chunk c WHERE c.run_id = r.id AND c.state = 'open')
FOR UPDATE
"""
HASHES = "SELECT hash FROM run_chunk WHERE run_id = %s ORDER BY number"
FINISH_PLAN = """
UPDATE billing_run SET state = 'planned', hash = %s, difference = %s
WHERE id = %s AND state = 'planning'
"""
APPROVE = """
UPDATE billing_run SET state = 'applying', approved_by = %s WHERE id = %s AND state = 'planned'
"""
CANCEL = """
UPDATE billing_run SET state = 'cancelled', finished_at = %s
WHERE id = %s AND state IN ('planning', 'planned')
"""
FINISH = """
UPDATE billing_run SET state = 'done', finished_at = %(now)s
WHERE id = %(run)s AND state = 'applying' AND NOT EXISTS (
    SELECT FROM run_chunk WHERE run_id = %(run)s AND state <> 'done')
"""
UNDER_WAY = """
SELECT id, state FROM billing_run WHERE state IN ('planning', 'planned', 'applying') ORDER BY id
"""

DIFFERENCES = ("new", "gone", "price_changed", "vat_changed", "outliers")
# Against the latest finished run; an outlier costs more than ten times the average line.
DIFFERENCE = """
WITH before AS (
    SELECT id FROM billing_run WHERE state = 'done' AND id <> %(run)s ORDER BY id DESC LIMIT 1
), then_lines AS (
    SELECT DISTINCT ON (l.account_id, l.subscription_id) l.*
    FROM run_line l JOIN before ON before.id = l.run_id
    ORDER BY l.account_id, l.subscription_id, l.seq DESC
), now_lines AS (
    SELECT DISTINCT ON (account_id, subscription_id) *
    FROM run_line WHERE run_id = %(run)s
    ORDER BY account_id, subscription_id, seq DESC
)
SELECT count(*) FILTER (WHERE t.subscription_id IS NULL),
       count(*) FILTER (WHERE n.subscription_id IS NULL),
       count(*) FILTER (WHERE n.full_price <> t.full_price),
       count(*) FILTER (WHERE (n.vat_kind, n.vat_rate) <> (t.vat_kind, t.vat_rate)),
       count(*) FILTER (WHERE n.amount > 10 * (SELECT avg(amount) FROM now_lines))
FROM now_lines n FULL JOIN then_lines t USING (account_id, subscription_id)
"""

VIEW_COLUMNS = (
    "id", "business_date", "state", "hash", "difference", "created_at", "approved_by",
    "finished_at", "lines", "amount", "vat_amount", "chunks", "chunks_planned", "chunks_done",
    "charged", "charged_sum", "free", "unpaid", "superseded", "parked", "seconds",
)  # fmt: skip
VIEW = """
SELECT r.id, r.business_date, r.state, r.hash, r.difference, r.created_at, r.approved_by,
       r.finished_at, c.*, (SELECT count(*) FROM parked p WHERE p.run_id = r.id)::int,
       c2.seconds
FROM billing_run r
CROSS JOIN LATERAL (
    SELECT coalesce(sum(lines), 0)::int, coalesce(sum(amount), 0)::bigint,
           coalesce(sum(vat_amount), 0)::bigint, count(*)::int,
           count(*) FILTER (WHERE state <> 'open')::int,
           count(*) FILTER (WHERE state = 'done')::int,
           coalesce(sum(charged), 0)::int, coalesce(sum(charged_sum), 0)::bigint,
           coalesce(sum(free), 0)::int, coalesce(sum(unpaid), 0)::int,
           coalesce(sum(superseded), 0)::int
    FROM run_chunk WHERE run_id = r.id) AS c
CROSS JOIN LATERAL (
    SELECT extract(epoch FROM max(finished_at) - min(started_at)) AS seconds
    FROM run_chunk WHERE run_id = r.id) AS c2
"""
