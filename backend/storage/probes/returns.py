"""What was given back: reversals, refunds, corrections."""

from backend.storage.probes.probe import Probe

PROBES = (
    Probe(
        "reversal_is_whole",
        "a reversal gives back all that refunds have left of its charge, tax included; charge and "
        "operation say so",
        """
        SELECT count(*), count(*) FILTER (
            WHERE c.id IS NULL OR NOT c.reversed OR o.status <> 'reversed'
               OR e.total IS DISTINCT FROM c.amount - c.refunded
               OR -e.vat IS DISTINCT FROM c.vat_amount - coalesce(r.vat, 0))
        FROM ledger_transaction t
        LEFT JOIN (
            SELECT account_id, transaction_id,
                   sum(amount) FILTER (
                       WHERE ledger_account IN ('subscriber', 'elsewhere')) AS total,
                   coalesce(sum(amount) FILTER (WHERE ledger_account = 'vat'), 0) AS vat
            FROM entry_side GROUP BY account_id, transaction_id) e
          ON e.account_id = t.account_id AND e.transaction_id = t.id
        LEFT JOIN charge c ON c.account_id = t.account_id AND c.id = t.reverses
        LEFT JOIN (
            SELECT account_id, charge_id, sum(vat_amount) AS vat
            FROM refund GROUP BY account_id, charge_id) r
          ON r.account_id = c.account_id AND r.charge_id = c.id
        LEFT JOIN operation o ON o.integrator_id = c.integrator_id AND o.kind = 'charge'
         AND o.external_id = c.external_id
        WHERE t.kind = 'reversal'
        """,
    ),
    Probe(
        "reversed_has_reversal",
        "a charge marked as reversed has its reversal in the ledger, if refunds had left anything",
        """
        SELECT count(*), count(*) FILTER (WHERE (t.id IS NULL) <> (c.refunded = c.amount))
        FROM charge c LEFT JOIN ledger_transaction t
          ON t.account_id = c.account_id AND t.reverses = c.id
        WHERE c.reversed
        """,
    ),
    Probe(
        "refunds_in_ledger",
        "a refund's sum and tax are what its ledger transaction gave back",
        """
        SELECT count(*), count(*) FILTER (
            WHERE e.total IS DISTINCT FROM r.amount OR e.vat IS DISTINCT FROM r.vat_amount)
        FROM refund r LEFT JOIN (
            SELECT account_id, transaction_id,
                   sum(amount) FILTER (
                       WHERE ledger_account IN ('subscriber', 'elsewhere')) AS total,
                   -coalesce(sum(amount) FILTER (WHERE ledger_account = 'vat'), 0) AS vat
            FROM entry_side GROUP BY account_id, transaction_id) e
          ON e.account_id = r.account_id AND e.transaction_id = r.id
        """,
    ),
    Probe(
        "refunded_is_its_refunds",
        "what a charge says was given back is the sum of its refunds, with its share of the tax",
        """
        SELECT count(*), count(*) FILTER (
            WHERE c.refunded <> coalesce(r.total, 0) OR coalesce(r.vat, 0) > c.vat_amount
               OR (c.refunded = c.amount AND r.vat IS DISTINCT FROM c.vat_amount))
        FROM charge c LEFT JOIN (
            SELECT account_id, charge_id, sum(amount) AS total, sum(vat_amount) AS vat
            FROM refund GROUP BY account_id, charge_id) r
          ON r.account_id = c.account_id AND r.charge_id = c.id
        """,
    ),
    Probe(
        "corrections_moved",
        "an applied correction's movement gives its sum back, of its own charge",
        """
        SELECT count(*), count(*) FILTER (
            WHERE e.total IS DISTINCT FROM k.amount
               OR coalesce(r.charge_id, t.reverses) IS DISTINCT FROM k.charge_id
               OR t.kind IS DISTINCT FROM k.kind)
        FROM correction k
        LEFT JOIN ledger_transaction t ON t.account_id = k.account_id AND t.id = k.transaction_id
        LEFT JOIN refund r ON r.account_id = k.account_id AND r.id = k.transaction_id
        LEFT JOIN (
            SELECT account_id, transaction_id, sum(amount) AS total FROM entry_side
            WHERE ledger_account IN ('subscriber', 'elsewhere')
            GROUP BY account_id, transaction_id) e
          ON e.account_id = k.account_id AND e.transaction_id = k.transaction_id
        WHERE k.state = 'applied'
        """,
    ),
    Probe(
        "corrections_by_two",
        "a correction that needs a second person was decided by another than has asked for it",
        """
        SELECT count(*), count(*) FILTER (
            WHERE second_person AND state IN ('applied', 'rejected', 'failed')
              AND (decided_by IS NULL OR decided_by = requested_by))
        FROM correction
        """,
    ),
    Probe(
        "given_back_on_request",
        "what came back of a platform's charge was asked for by the platform or by a correction",
        """
        SELECT count(*), count(*) FILTER (
            WHERE k.id IS NULL AND o.target_id IS DISTINCT FROM back.id)
        FROM (SELECT account_id, id, reverses AS charge_id FROM ledger_transaction
              WHERE reverses IS NOT NULL
              UNION ALL SELECT account_id, id, charge_id FROM refund) AS back
        JOIN charge c ON c.account_id = back.account_id AND c.id = back.charge_id
        LEFT JOIN operation o ON o.integrator_id = c.integrator_id AND o.kind = 'reverse'
         AND o.external_id = c.external_id
        LEFT JOIN correction k ON k.account_id = back.account_id AND k.transaction_id = back.id
        WHERE c.mode = 'platform'
        """,
    ),
)
