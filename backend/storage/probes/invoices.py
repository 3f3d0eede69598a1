"""Documents follow the ledger."""

from backend.storage.probes.probe import Probe

PROBES = (
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
)
