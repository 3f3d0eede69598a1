"""Balances, movements and documents say the same."""

from backend.storage.probes.probe import Probe

PROBES = (
    Probe(
        "entries_balance",
        "the entries of every ledger transaction sum to zero, and there are some",
        """
        SELECT count(*), count(*) FILTER (WHERE orphaned OR coalesce(total, 1) <> 0)
        FROM (SELECT sum(s.amount) AS total, bool_or(t.id IS NULL) AS orphaned
              FROM ledger_transaction t FULL JOIN entry_side s
                ON s.account_id = t.account_id AND s.transaction_id = t.id
              GROUP BY coalesce(t.account_id, s.account_id), coalesce(t.id, s.transaction_id))
             AS totals
        """,
    ),
    Probe(
        "movement_has_document",
        "every movement of money is a charge's or a payment's, or undoes one",
        """
        SELECT count(*), count(*) FILTER (WHERE c.id IS NULL AND p.id IS NULL)
        FROM ledger_transaction t
        LEFT JOIN charge c ON t.kind = 'charge' AND c.account_id = t.account_id AND c.id = t.id
        LEFT JOIN payment p ON t.kind = 'payment' AND p.account_id = t.account_id AND p.id = t.id
        WHERE t.kind IN ('charge', 'payment')
        """,
    ),
    Probe(
        "stored_balance",
        "an account's stored balance is the sum of its entries",
        """
        SELECT count(*), count(*) FILTER (WHERE a.balance <> coalesce(e.total, 0))
        FROM account a LEFT JOIN (
            SELECT account_id, sum(amount) AS total FROM entry_side
            WHERE ledger_account = 'subscriber' GROUP BY account_id) e ON e.account_id = a.id
        """,
    ),
    Probe(
        "stored_held",
        "what an account holds is the sum of what its open holds keep",
        """
        SELECT count(*), count(*) FILTER (WHERE a.held <> coalesce(h.total, 0))
        FROM account a LEFT JOIN (
            SELECT account_id, sum(remaining) AS total FROM hold
            WHERE state = 'open' GROUP BY account_id) h ON h.account_id = a.id
        """,
    ),
    Probe(
        "spending_floor",
        "no account is below its floor",
        """
        SELECT count(*), count(*) FILTER (WHERE balance - held < spending_floor) FROM account
        """,
    ),
    Probe(
        "charge_in_ledger",
        "a charge's sum is what its ledger transaction took from the subscriber",
        """
        SELECT count(*), count(*) FILTER (WHERE e.total IS DISTINCT FROM -c.amount)
        FROM charge c LEFT JOIN (
            SELECT account_id, transaction_id, sum(amount) AS total FROM entry_side
            WHERE ledger_account IN ('subscriber', 'elsewhere')
            GROUP BY account_id, transaction_id) e
          ON e.account_id = c.account_id AND e.transaction_id = c.id
        """,
    ),
    Probe(
        "vat_in_ledger",
        "a charge's tax is what its ledger transaction gave to VAT",
        """
        SELECT count(*), count(*) FILTER (WHERE coalesce(e.total, 0) <> c.vat_amount)
        FROM charge c LEFT JOIN (
            SELECT account_id, transaction_id, sum(amount) AS total FROM entry_side
            WHERE ledger_account = 'vat' GROUP BY account_id, transaction_id) e
          ON e.account_id = c.account_id AND e.transaction_id = c.id
        """,
    ),
    Probe(
        "payments_in_ledger",
        "a payment's sum is what its ledger transaction gave to the subscriber",
        """
        SELECT count(*), count(*) FILTER (WHERE e.amount IS DISTINCT FROM p.amount)
        FROM payment p LEFT JOIN entry e
          ON e.account_id = p.account_id AND e.transaction_id = p.id
        """,
    ),
    Probe(
        "booked_elsewhere",
        "what the ledger took from money kept elsewhere, and gave back, that billing is told",
        """
        SELECT count(*), count(*) FILTER (WHERE (e.taken, e.given_back)
            IS DISTINCT FROM (coalesce(b.taken, 0), coalesce(b.given_back, 0)))
        FROM (SELECT account_id,
                     coalesce(sum(amount) FILTER (WHERE debit = 'elsewhere'), 0) AS taken,
                     coalesce(sum(amount) FILTER (WHERE credit = 'elsewhere'), 0) AS given_back
              FROM entry WHERE 'elsewhere' IN (debit, credit) GROUP BY account_id) e
        FULL JOIN (
            SELECT account_id, sum(captured) AS taken,
                   coalesce(sum(amount) FILTER (WHERE kind = 'reversal'), 0) AS given_back
            FROM booking GROUP BY account_id
            HAVING sum(captured) > 0 OR bool_or(kind = 'reversal')) b USING (account_id)
        """,
    ),
)
