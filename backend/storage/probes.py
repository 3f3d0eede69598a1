"""Probes: the invariants of money as queries on a live database, each with its figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlmodel import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``examined`` rows were looked at, ``broken`` of them break the rule."""

    name: str
    rule: str
    examined: int
    broken: int

    @property
    def ok(self) -> bool:
        """Whether the rule holds."""
        return self.broken == 0


@dataclass(frozen=True, slots=True)
class Probe:
    """A rule in words, and a query that answers (examined, broken)."""

    name: str
    rule: str
    query: str


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
        "payments_in_ledger",
        "a payment's sum is what its ledger transaction gave to the subscriber",
        """
        SELECT count(*), count(*) FILTER (WHERE e.amount IS DISTINCT FROM p.amount)
        FROM payment p LEFT JOIN entry e
          ON e.account_id = p.account_id AND e.transaction_id = p.id
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
    Probe(
        "paid_through",
        "a subscription is paid through the latest period that still stands, or its chain's end",
        """
        SELECT count(*), count(*) FILTER (WHERE s.paid_through IS DISTINCT FROM
            CASE s.mode WHEN 'platform' THEN c.latest ELSE p.latest END)
        FROM subscription s LEFT JOIN (
            SELECT account_id, subscription_id, max(period_end) AS latest FROM charge
            WHERE NOT reversed GROUP BY account_id, subscription_id) c
          ON c.account_id = s.account_id AND c.subscription_id = s.id
        LEFT JOIN (
            SELECT account_id, subscription_id, max(period_end) AS latest FROM subscription_period
            GROUP BY account_id, subscription_id) p
          ON p.account_id = s.account_id AND p.subscription_id = s.id
        """,
    ),
    Probe(
        "periods_begin_at_the_anchor",
        "a subscription's chain begins on its anchor and ends where its row says",
        """
        SELECT count(*), count(*) FILTER (
            WHERE coalesce(p.first, s.anchor) <> s.anchor
               OR coalesce(p.last, s.anchor) <> s.next_start OR coalesce(p.rows, 0) <> s.next_seq)
        FROM subscription s LEFT JOIN (
            SELECT account_id, subscription_id, min(period_start) AS first,
                   max(period_end) AS last, count(*) AS rows
            FROM subscription_period GROUP BY account_id, subscription_id) p
          ON p.account_id = s.account_id AND p.subscription_id = s.id
        WHERE s.mode = 'billing'
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
    Probe(
        "state_follows_history",
        "a subscription's state is where its history led: entered once more than left",
        """
        SELECT count(*), count(*) FILTER (WHERE e.visits IS DISTINCT FROM 1)
        FROM subscription s LEFT JOIN (
            SELECT account_id, subscription_id, state, sum(visit) AS visits
            FROM (SELECT account_id, subscription_id, to_state AS state, 1 AS visit
                  FROM subscription_event
                  UNION ALL
                  SELECT account_id, subscription_id, from_state, -1
                  FROM subscription_event WHERE from_state IS NOT NULL) AS steps
            GROUP BY account_id, subscription_id, state) e
          ON e.account_id = s.account_id AND e.subscription_id = s.id AND e.state = s.state
        """,
    ),
    Probe(
        "kept_sums_of_subscriptions",
        "subscriptions by product and state are as many as reports have kept sums of",
        """
        SELECT count(*), count(*) FILTER (WHERE k.many IS DISTINCT FROM s.many)
        FROM (SELECT product_id, state, sum(change) AS many
              FROM (SELECT product_id, state, change FROM subscription_tally
                    UNION ALL
                    SELECT product_id, state, change FROM subscription_change) AS changes
              GROUP BY product_id, state HAVING sum(change) <> 0) AS k
        FULL JOIN (SELECT product_id, state, count(*) AS many FROM subscription
                   GROUP BY product_id, state) AS s USING (product_id, state)
        """,
    ),
    Probe(
        "left_is_not_charged",
        "what its subscriber has left is going to end or has, and was not charged since",
        """
        SELECT count(*), count(*) FILTER (
            WHERE s.state NOT IN ('cancelling', 'ended') OR EXISTS (
                SELECT FROM charge c
                JOIN ledger_transaction t ON t.id = c.id AND t.account_id = c.account_id
                WHERE c.account_id = s.account_id AND c.subscription_id = s.id
                  AND t.recorded_at > l.at))
        FROM subscription s CROSS JOIN LATERAL (
            SELECT max(e.at) AS at FROM subscription_event e
            WHERE e.account_id = s.account_id AND e.subscription_id = s.id
              AND e.to_state = 'cancelling' AND e.reason = 'unsubscribed') l
        WHERE s.mode = 'platform' AND s.cancel_on IS NOT NULL
        """,
    ),
    Probe(
        "platforms_are_told",
        "the last instruction about a subscription is what its subscriber has decided",
        """
        SELECT count(*), count(*) FILTER (
            WHERE (s.cancel_on IS NOT NULL) <> coalesce(i.action = 'cancel', false))
        FROM subscription s LEFT JOIN (
            SELECT DISTINCT ON (account_id, subscription_id) account_id, subscription_id, action
            FROM instruction ORDER BY account_id, subscription_id, number DESC) i
          ON i.account_id = s.account_id AND i.subscription_id = s.id
        WHERE s.mode = 'platform'
        """,
    ),
    Probe(
        "told_in_order",
        "no instruction was answered before an older one about the same subscription",
        """
        SELECT count(*), count(*) FILTER (WHERE done_at IS NOT NULL AND older_waits)
        FROM (SELECT done_at, bool_or(done_at IS NULL) OVER (
                  PARTITION BY account_id, subscription_id ORDER BY number
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS older_waits
              FROM instruction) AS instructions
        """,
    ),
    Probe(
        "invoice_totals",
        "the lines of every document make its totals, and there are some",
        """
        SELECT count(*), count(*) FILTER (
            WHERE (i.total, i.vat_total) IS DISTINCT FROM (l.total, l.vat_total))
        FROM invoice i LEFT JOIN (
            SELECT account_id, invoice_id, sum(amount) AS total, sum(vat_amount) AS vat_total
            FROM invoice_line GROUP BY account_id, invoice_id) l
          ON l.account_id = i.account_id AND l.invoice_id = i.id
        """,
    ),
    Probe(
        "invoice_numbers",
        "an issuer's documents of a year are numbered from 1 without a gap",
        """
        SELECT coalesce(sum(n.documents), 0),
               count(*) FILTER (WHERE n.documents IS DISTINCT FROM c.last
                                   OR n.highest IS DISTINCT FROM c.last)
        FROM invoice_counter c FULL JOIN (
            SELECT issuer, year, count(*) AS documents, max(number) AS highest
            FROM invoice GROUP BY issuer, year) n USING (issuer, year)
        """,
    ),
    Probe(
        "invoiced_once",
        "a charge is on at most one live line, for no more than it was charged",
        """
        SELECT count(*), count(*) FILTER (WHERE l.lines > 1 OR l.amount > c.amount)
        FROM (SELECT account_id, charge_id, count(*) AS lines, sum(amount) AS amount
              FROM invoice_line WHERE amount > 0 AND credited < amount
              GROUP BY account_id, charge_id) l
        JOIN charge c ON c.account_id = l.account_id AND c.id = l.charge_id
        """,
    ),
    Probe(
        "credited_by_notes",
        "what is credited of an invoice's line is what its credit notes say",
        """
        SELECT count(*), count(*) FILTER (WHERE l.credited <> coalesce(n.amount, 0))
        FROM invoice i
        JOIN invoice_line l ON l.account_id = i.account_id AND l.invoice_id = i.id
        LEFT JOIN (
            SELECT i.account_id, i.credits, l.charge_id, -sum(l.amount) AS amount
            FROM invoice i
            JOIN invoice_line l ON l.account_id = i.account_id AND l.invoice_id = i.id
            WHERE i.kind = 'credit_note' GROUP BY i.account_id, i.credits, l.charge_id) n
          ON n.account_id = l.account_id AND n.credits = l.invoice_id AND n.charge_id = l.charge_id
        WHERE i.kind = 'invoice'
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


def run_probes(engine: Engine) -> Iterator[Finding]:
    """Run every probe on one snapshot of the database, yielding each finding as it is known."""
    with Session(engine) as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        session.execute(text("SET TRANSACTION READ ONLY"))
        for probe in PROBES:
            examined, broken = session.execute(text(probe.query)).one()
            yield Finding(name=probe.name, rule=probe.rule, examined=examined, broken=broken)
