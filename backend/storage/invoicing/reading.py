"""What invoicing asks. A charge is of the month in which its period begins, or else of its day."""

from backend.domain.services.invoicing.rows import DraftLine, InvoiceRow, LineRow

_OF_MONTH = """coalesce(c.period_start, c.business_date) >= %(month)s
  AND coalesce(c.period_start, c.business_date) < %(next)s"""
_STANDING = "CASE WHEN c.reversed THEN 0 ELSE c.amount - c.refunded END"
_LIVE = "l.amount > 0 AND l.credited < l.amount"
_IS_OPEN = f"""NOT c.reversed AND c.amount > c.refunded AND {_OF_MONTH}
  AND NOT EXISTS (
    SELECT FROM invoice_line l
    WHERE l.account_id = c.account_id AND l.charge_id = c.id AND {_LIVE})"""
_IS_STALE = f"""i.month = %(month)s AND i.kind = 'invoice' AND {_LIVE}
  AND l.amount - l.credited > {_STANDING}"""
_LIVE_LINES = """invoice i
JOIN invoice_line l ON l.account_id = i.account_id AND l.invoice_id = i.id
JOIN charge c ON c.account_id = l.account_id AND c.id = l.charge_id"""


def _columns(alias: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


_CHARGE = "c.id, " + _columns("c", DraftLine._fields[1:])
_LINE = _columns("l", DraftLine._fields)

FIND = "SELECT id, number, holder FROM account WHERE number = %s"
LOCK_NUMBER = FIND + " FOR NO KEY UPDATE"
LOCK_ACCOUNTS = """
SELECT id, number, holder FROM account WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE
"""

SLICE_END = """
SELECT max(id) FROM (SELECT id FROM account WHERE id > %(after)s ORDER BY id LIMIT %(size)s) AS s
"""
UNSETTLED_ACCOUNTS = f"""
SELECT c.account_id FROM charge c
WHERE c.account_id > %(after)s AND c.account_id <= %(last)s AND {_IS_OPEN}
UNION
SELECT i.account_id FROM {_LIVE_LINES}
WHERE i.account_id > %(after)s AND i.account_id <= %(last)s AND {_IS_STALE}
ORDER BY 1
"""

OPEN_CHARGES = f"""
SELECT c.account_id, p.title, c.refunded, {_CHARGE}
FROM charge c JOIN product p ON p.id = c.product_id
WHERE c.account_id = ANY (%(accounts)s) AND {_IS_OPEN}
ORDER BY c.account_id
"""
STALE_LINES = f"""
SELECT l.account_id, l.invoice_id, l.line, l.credited, {_STANDING}, c.amount, c.vat_amount, {_LINE}
FROM {_LIVE_LINES}
WHERE i.account_id = ANY (%(accounts)s) AND {_IS_STALE}
ORDER BY l.account_id
"""
LIVE_LINES = f"""
SELECT l.account_id, l.invoice_id, l.line, l.credited, {_STANDING}, c.amount, c.vat_amount, {_LINE}
FROM {_LIVE_LINES}
WHERE i.account_id = %s AND i.id = %s AND {_LIVE}
ORDER BY l.line
"""

_INVOICE = f"SELECT {_columns('i', InvoiceRow._fields)} FROM invoice i "
INVOICE = _INVOICE + (
    "WHERE i.account_id = %s AND i.issuer = %s AND i.year = %s AND i.number = %s "
    "AND i.kind = 'invoice'"
)
LATEST = _INVOICE + (
    "WHERE i.account_id = %s AND i.month = %s AND i.kind = 'invoice' ORDER BY i.id DESC LIMIT 1"
)
OF_MONTH = _INVOICE + "WHERE i.account_id = %s AND i.month = %s ORDER BY i.id"
LINES_OF = f"""
SELECT {_columns("l", LineRow._fields)}, l.credited FROM invoice_line l
WHERE l.account_id = %s AND l.invoice_id = ANY (%s) ORDER BY l.invoice_id, l.line
"""
SELLERS = "SELECT digest, details FROM seller WHERE digest = ANY (%s)"

RECORDED = f"""
SELECT c.id, c.integrator_id, c.mode, c.charge_type, c.product_id, c.period_start, c.period_end,
       c.quantity, coalesce(c.full_price, c.amount), c.amount, c.vat_kind, c.vat_rate,
       c.vat_amount, c.vat_note, c.text, c.refunded, s.id, s.external_key, s.anchor, p.seq
FROM charge c
JOIN subscription s ON s.account_id = c.account_id AND s.id = c.subscription_id
LEFT JOIN subscription_period p
  ON p.account_id = c.account_id AND p.subscription_id = c.subscription_id
 AND p.kind = 'charged' AND p.period_start = c.period_start AND p.period_end = c.period_end
WHERE c.account_id = %(account)s AND NOT c.reversed AND c.period_start IS NOT NULL AND {_OF_MONTH}
ORDER BY c.period_start, c.id
"""
