"""Subscriptions, their periods and histories; what their platforms are told."""

from backend.storage.probes.probe import Probe

PROBES = (
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
)
