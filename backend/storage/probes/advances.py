"""Advance invoices say what their lines say, once, and are numbered without gaps."""

from backend.storage.probes.probe import Probe

PROBES = (
    Probe(
        "advance_totals",
        "the lines of every advance invoice make its totals, and there are some",
        """
        SELECT count(*), count(*) FILTER (
            WHERE (i.total, i.vat_total) IS DISTINCT FROM (l.total, l.vat_total))
        FROM advance_invoice i LEFT JOIN (
            SELECT account_id, invoice_id, sum(amount) AS total, sum(vat_amount) AS vat_total
            FROM advance_line GROUP BY account_id, invoice_id) l
          ON l.account_id = i.account_id AND l.invoice_id = i.id
        """,
    ),
    Probe(
        "advance_numbers",
        "an issuer's advance invoices of a year are numbered from 1 without a gap",
        """
        SELECT coalesce(sum(n.documents), 0),
               count(*) FILTER (WHERE n.documents IS DISTINCT FROM c.last
                                   OR n.highest IS DISTINCT FROM c.last)
        FROM advance_counter c FULL JOIN (
            SELECT issuer, year, count(*) AS documents, max(number) AS highest
            FROM advance_invoice GROUP BY issuer, year) n USING (issuer, year)
        """,
    ),
    Probe(
        "asked_once",
        "a subscription's period is asked for by one advance invoice that stands",
        """
        SELECT count(*), count(*) FILTER (WHERE standing > 1)
        FROM (SELECT count(*) AS standing
              FROM advance_line l
              JOIN advance_invoice i ON i.account_id = l.account_id AND i.id = l.invoice_id
              WHERE l.covers OR i.state IN ('open', 'settled')
              GROUP BY l.account_id, l.subscription_id, l.period_start) AS periods
        """,
    ),
    Probe(
        "advance_successors",
        "an advance invoice that was replaced names another one of its account, of no earlier day, "
        "and covers nothing any more",
        """
        SELECT count(*), count(*) FILTER (
            WHERE n.id IS NULL OR n.id = i.id OR n.issued_on < i.issued_on OR EXISTS (
                SELECT FROM advance_line l
                WHERE l.account_id = i.account_id AND l.invoice_id = i.id AND l.covers))
        FROM advance_invoice i
        LEFT JOIN advance_invoice n ON n.account_id = i.account_id AND n.id = i.replaced_by
        WHERE i.state = 'replaced'
        """,
    ),
)
