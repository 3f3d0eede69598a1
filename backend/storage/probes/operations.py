"""Every operation and what it did belong together."""

from backend.storage.probes.probe import Probe

PROBES = (
    Probe(
        "charge_per_operation",
        "every applied charge operation made exactly one charge of its sum on its account",
        """
        SELECT count(*), count(*) FILTER (
            WHERE c.id IS NULL OR c.amount <> o.amount OR c.external_id <> o.external_id)
        FROM operation o LEFT JOIN charge c ON c.account_id = o.account_id AND c.id = o.target_id
        WHERE o.kind = 'charge' AND o.status IN ('applied', 'reversed')
        """,
    ),
    Probe(
        "operation_per_charge",
        "every platform's charge was asked for by one operation",
        """
        SELECT count(*), count(*) FILTER (WHERE o.target_id IS DISTINCT FROM c.id)
        FROM charge c LEFT JOIN operation o
          ON o.integrator_id = c.integrator_id AND o.kind = 'charge'
         AND o.external_id = c.external_id
        WHERE c.mode = 'platform'
        """,
    ),
    Probe(
        "tombstones_took_nothing",
        "an operation that was declined or buried before it came made no charge",
        """
        SELECT count(*), count(*) FILTER (WHERE c.id IS NOT NULL)
        FROM operation o LEFT JOIN charge c
          ON c.integrator_id = o.integrator_id AND c.external_id = o.external_id
         AND c.account_id = o.account_id
        WHERE o.kind = 'charge' AND o.status IN ('declined', 'tombstone')
        """,
    ),
    Probe(
        "payment_per_operation",
        "every applied payment operation made exactly one payment, and every payment has one",
        """
        SELECT count(*), count(*) FILTER (
            WHERE p.id IS NULL OR o.id IS NULL OR p.amount <> o.amount
               OR p.document <> o.external_id)
        FROM (SELECT * FROM operation WHERE kind = 'payment' AND status = 'applied') o
        FULL JOIN payment p ON p.account_id = o.account_id AND p.id = o.target_id
        """,
    ),
    Probe(
        "hold_per_operation",
        "every applied hold operation made exactly one hold, and every hold has one",
        """
        SELECT count(*), count(*) FILTER (
            WHERE h.id IS NULL OR o.id IS NULL OR h.amount <> o.amount
               OR h.external_id <> o.external_id OR h.integrator_id <> o.integrator_id)
        FROM (SELECT * FROM operation WHERE kind = 'hold' AND status = 'applied') o
        FULL JOIN hold h ON h.account_id = o.account_id AND h.id = o.target_id
        """,
    ),
)
