-- The rows that a run writes, for the month that is due, as plain INSERT … SELECT.
-- The ids are made beforehand: what is timed is writing.
CREATE UNLOGGED TABLE reference AS
SELECT s.account_id, s.id AS subscription_id, s.next_seq AS seq, s.next_start AS starts,
       (s.next_start + interval '1 month')::date AS ends, s.product_id,
       (SELECT id FROM charge_template LIMIT 1) AS template_id, uuidv7() AS charge_id,
       uuidv7() AS run_id
FROM subscription s WHERE s.mode = 'billing' ORDER BY s.account_id;
ANALYZE reference;
-- split
INSERT INTO run_line
SELECT run_id, account_id, subscription_id, seq, 'charged', product_id, template_id, 'antivirus',
       starts, ends, 1, 5000, 5000, 'taxed', 2200, 902, '', 'antivirus, 1 мая – 31 мая, 50р.', 100
FROM reference;
INSERT INTO ledger_transaction (account_id, id, kind, business_date, recorded_at)
SELECT account_id, charge_id, 'charge', starts, now() FROM reference;
INSERT INTO entry
SELECT account_id, charge_id, 1, 'subscriber', 'revenue', 4098, 0 FROM reference
UNION ALL SELECT account_id, charge_id, 2, 'subscriber', 'vat', 902, 0 FROM reference;
INSERT INTO charge (account_id, id, integrator_id, subscription_id, product_id, amount, full_price,
                    text, period_start, period_end, business_date, charge_type, template_id,
                    quantity, vat_kind, vat_rate, vat_amount, vat_note, mode)
SELECT account_id, charge_id, 0, subscription_id, product_id, 5000, 5000,
       'antivirus, 1 мая – 31 мая, 50р.', starts, ends, starts, 'antivirus', template_id, 1,
       'taxed', 2200, 902, '', 'billing' FROM reference;
INSERT INTO subscription_period
SELECT account_id, subscription_id, seq, nullif(seq - 1, -1), starts, ends, 'charged', NULL
FROM reference;
-- split
UPDATE account a SET balance = a.balance - 5000 FROM reference r WHERE a.id = r.account_id;
UPDATE subscription s SET next_start = r.ends, next_seq = r.seq + 1, paid_through = r.ends
FROM reference r WHERE s.account_id = r.account_id AND s.id = r.subscription_id;
