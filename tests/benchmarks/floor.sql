-- One debit as PostgreSQL alone would do it: the rows that a charge writes, in the same tables
-- under the same constraints, in one call. Nothing above the database can be cheaper one by one.
CREATE FUNCTION floor_debit(
    integrator integer, external text, account_number text, debited bigint, product_code text,
    ends date, comment text
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    a account;
    s subscription;
    operation_id uuid := uuidv7();
    charge_id uuid := uuidv7();
    today date := CURRENT_DATE;
    available bigint;
    vat_rate constant integer := 2200;
    vat constant bigint := round(debited * vat_rate / (10000.0 + vat_rate));
BEGIN
    SELECT * INTO a FROM account
    WHERE number = account_number AND status <> 'closed' FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN 'unknown_account';
    END IF;
    available := a.balance - a.held + a.credit_limit
        + CASE WHEN a.promised_until > now() THEN a.promised ELSE 0 END - debited;
    IF a.status <> 'active' OR available < 0 THEN
        RETURN 'refused';
    END IF;
    SELECT * INTO s FROM subscription
    WHERE account_id = a.id AND integrator_id = integrator AND external_key = product_code
      AND state NOT IN ('ended', 'failed');
    INSERT INTO operation (
        integrator_id, kind, external_id, id, account_id, fingerprint, status, code, amount,
        available, target_id, door, correlation_id, recorded_at)
    VALUES (
        integrator, 'charge', external, operation_id, a.id,
        sha256(convert_to(account_number || debited || product_code || ends || comment, 'UTF8')),
        'applied', 'ok', debited, available, charge_id, 'soap', external, now())
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 'known';
    END IF;
    INSERT INTO ledger_transaction (account_id, id, kind, business_date, recorded_at)
    VALUES (a.id, charge_id, 'charge', today, now());
    INSERT INTO entry (account_id, transaction_id, line, debit, credit, amount, integrator_id)
    VALUES (a.id, charge_id, 1, 'subscriber', 'revenue', debited - vat, integrator),
           (a.id, charge_id, 2, 'subscriber', 'vat', vat, integrator);
    INSERT INTO charge (
        account_id, id, integrator_id, external_id, subscription_id, product_id, amount, text,
        period_start, period_end, business_date, vat_kind, vat_rate, vat_amount)
    VALUES (
        a.id, charge_id, integrator, external, s.id, s.product_id, debited, comment,
        today, ends, today, 'taxed', vat_rate, vat);
    UPDATE account SET balance = balance - debited WHERE id = a.id;
    UPDATE subscription SET paid_through = ends
    WHERE account_id = a.id AND id = s.id AND (paid_through IS NULL OR paid_through < ends);
    RETURN 'ok';
END $$;
