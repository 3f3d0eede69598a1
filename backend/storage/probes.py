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
        SELECT count(*), count(*) FILTER (WHERE coalesce(total, 1) <> 0)
        FROM (SELECT sum(s.amount) AS total
              FROM ledger_transaction t LEFT JOIN entry_side s
                ON s.account_id = t.account_id AND s.transaction_id = t.id
              GROUP BY t.account_id, t.id) AS totals
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
            WHERE ledger_account = 'subscriber' GROUP BY account_id, transaction_id) e
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
        "a reversal gives back what its charge took, tax included; charge and operation say so",
        """
        SELECT count(*), count(*) FILTER (
            WHERE c.id IS NULL OR NOT c.reversed OR o.status <> 'reversed'
               OR e.total IS DISTINCT FROM c.amount OR -e.vat IS DISTINCT FROM c.vat_amount)
        FROM ledger_transaction t
        LEFT JOIN (
            SELECT account_id, transaction_id,
                   sum(amount) FILTER (WHERE ledger_account = 'subscriber') AS total,
                   coalesce(sum(amount) FILTER (WHERE ledger_account = 'vat'), 0) AS vat
            FROM entry_side GROUP BY account_id, transaction_id) e
          ON e.account_id = t.account_id AND e.transaction_id = t.id
        LEFT JOIN charge c ON c.account_id = t.account_id AND c.id = t.reverses
        LEFT JOIN operation o ON o.integrator_id = c.integrator_id AND o.kind = 'charge'
         AND o.external_id = c.external_id
        WHERE t.kind = 'reversal'
        """,
    ),
    Probe(
        "reversed_has_reversal",
        "a charge marked as reversed has its reversal in the ledger",
        """
        SELECT count(*), count(*) FILTER (WHERE t.id IS NULL)
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
        "paid_through",
        "a subscription is paid through the latest period that still stands",
        """
        SELECT count(*), count(*) FILTER (WHERE s.paid_through IS DISTINCT FROM c.latest)
        FROM subscription s LEFT JOIN (
            SELECT account_id, subscription_id, max(period_end) AS latest FROM charge
            WHERE NOT reversed GROUP BY account_id, subscription_id) c
          ON c.account_id = s.account_id AND c.subscription_id = s.id
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
)


def run_probes(engine: Engine) -> Iterator[Finding]:
    """Run every probe on one snapshot of the database, yielding each finding as it is known."""
    with Session(engine) as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        session.execute(text("SET TRANSACTION READ ONLY"))
        for probe in PROBES:
            examined, broken = session.execute(text(probe.query)).one()
            yield Finding(name=probe.name, rule=probe.rule, examined=examined, broken=broken)
