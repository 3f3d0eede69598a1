"""Whether a charge stands: not all of it had been given back when it was known."""

# For a row c of charge, at the instant {until}. Its flags tell of today: only where they say that
# something came back is there anything to look for.
_STANDS = """
NOT (c.reversed AND EXISTS (
    SELECT FROM ledger_transaction back
    WHERE back.account_id = c.account_id AND back.reverses = c.id AND back.recorded_at < {until}))
AND (c.refunded < c.amount OR c.amount > (
    SELECT coalesce(sum(part.amount), 0) FROM refund part
    JOIN ledger_transaction back ON back.id = part.id AND back.account_id = part.account_id
    WHERE part.account_id = c.account_id AND part.charge_id = c.id AND back.recorded_at < {until}))
"""
STOOD = _STANDS.format(until="%(until)s")
STANDS_AS_KNOWN = _STANDS.format(until="%(known)s")
