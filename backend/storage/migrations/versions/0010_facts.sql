-- What happened, as the books say it, and who is told.

-- number: the order of facts. One account's facts are written under its lock, so theirs is the order
-- in which they were committed.
ALTER TABLE outbox
    ADD COLUMN number          bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN subscription_id uuid;
DROP INDEX outbox_unsent;
CREATE UNIQUE INDEX outbox_unsent ON outbox (number) WHERE sent_at IS NULL;
CREATE INDEX outbox_by_account ON outbox (account_id, number);

-- Which topics anybody wants to hear of: what nobody wants is not written. who: "notices", or the id
-- of a webhook endpoint.
CREATE TABLE interest (
    topic text NOT NULL,
    who   text NOT NULL,
    PRIMARY KEY (topic, who)
);
CREATE FUNCTION wanted(asked text) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM interest WHERE topic = asked);

-- The books write the facts themselves, so no way of making one can forget to tell it. A fact's id is
-- that of the row it tells of, so nothing is told twice. Ids grow with time: theirs is the order.
CREATE FUNCTION told(c charge) RETURNS jsonb LANGUAGE sql STABLE
    RETURN jsonb_build_object(
        'charge', c.id, 'product_id', c.product_id, 'integrator_id', c.integrator_id,
        'amount', c.amount, 'vat_amount', c.vat_amount,
        'text', coalesce(nullif(c.text, ''), (SELECT title FROM product WHERE id = c.product_id)),
        'period_start', c.period_start, 'period_end', c.period_end);

CREATE FUNCTION tell_charges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wanted('charge.taken') THEN
        INSERT INTO outbox (id, at, topic, account_id, subscription_id, content)
        SELECT c.id, t.recorded_at, 'charge.taken', c.account_id, c.subscription_id, told(c)
        FROM added a
        JOIN charge c ON c.id = a.id AND c.account_id = a.account_id
        JOIN ledger_transaction t ON t.id = a.id AND t.account_id = a.account_id
        ORDER BY c.id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON charge REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_charges();

CREATE FUNCTION tell_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wanted('charge.reversed') THEN
        INSERT INTO outbox (id, at, topic, account_id, subscription_id, content)
        SELECT md5(NEW.id || 'reversed')::uuid, t.recorded_at, 'charge.reversed', NEW.account_id,
               NEW.subscription_id,
               told(NEW) || jsonb_build_object('returned', NEW.amount - NEW.refunded)
        FROM ledger_transaction t WHERE t.account_id = NEW.account_id AND t.reverses = NEW.id
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told_reversed AFTER UPDATE OF reversed ON charge FOR EACH ROW
    WHEN (NEW.reversed AND NOT OLD.reversed) EXECUTE FUNCTION tell_reversal();

CREATE FUNCTION tell_refunds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wanted('charge.refunded') THEN
        INSERT INTO outbox (id, at, topic, account_id, subscription_id, content)
        SELECT a.id, t.recorded_at, 'charge.refunded', c.account_id, c.subscription_id,
               told(c) || jsonb_build_object('refund', jsonb_build_object(
                   'amount', a.amount, 'vat_amount', a.vat_amount, 'text', a.text))
        FROM added a
        JOIN charge c ON c.id = a.charge_id AND c.account_id = a.account_id
        JOIN ledger_transaction t ON t.id = a.id AND t.account_id = a.account_id
        ORDER BY a.id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON refund REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_refunds();

-- A refusal that is remembered; one that is reconsidered is the same wish again, and told once.
CREATE FUNCTION tell_refusals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wanted('charge.refused') THEN
        INSERT INTO outbox (id, at, topic, account_id, content)
        SELECT id, recorded_at, 'charge.refused', account_id, jsonb_build_object(
                   'operation', id, 'integrator_id', integrator_id, 'kind', kind,
                   'external_id', external_id, 'code', code, 'amount', amount,
                   'available', available)
        FROM added
        WHERE status = 'declined' AND code IN ('not_enough_money', 'account_blocked')
          AND kind IN ('charge', 'hold') AND account_id IS NOT NULL
        ORDER BY id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON operation REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_refusals();

CREATE FUNCTION tell_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wanted('payment.received') THEN
        INSERT INTO outbox (id, at, topic, account_id, content)
        SELECT id, received_at, 'payment.received', account_id, jsonb_build_object(
                   'payment', id, 'amount', amount, 'document', document)
        FROM added ORDER BY id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON payment REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_payments();

-- Which topic a step is. NULL: one that changes nothing that others see. "paused" and "kept" are the
-- subscriber's where billing writes the reasons; a platform's reason is its own words.
CREATE FUNCTION topic_of_step(
    before text, after text, reason text, mode text, is_other_product boolean
) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE
        WHEN before IS NULL THEN 'subscription.begun'
        WHEN before = after THEN CASE WHEN is_other_product THEN 'subscription.changed' END
        WHEN after IN ('cancelling', 'ended', 'failed') THEN 'subscription.' || after
        WHEN after = 'suspended' AND mode = 'billing' AND reason = 'paused'
            THEN 'subscription.paused'
        WHEN after = 'suspended' AND mode = 'billing' AND reason = 'kept' THEN 'subscription.kept'
        WHEN after = 'suspended' THEN 'subscription.suspended'
        WHEN before = 'cancelling' THEN 'subscription.kept'
        WHEN before = 'suspended' THEN 'subscription.resumed'
        ELSE 'subscription.activated' END;

CREATE FUNCTION tell_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM interest WHERE topic LIKE 'subscription.%') THEN
        INSERT INTO outbox (id, at, topic, account_id, subscription_id, content)
        SELECT a.id, a.at, step.topic, a.account_id, a.subscription_id, jsonb_build_object(
                   'from', a.from_state, 'to', a.to_state, 'actor', a.actor, 'reason', a.reason,
                   'product_id', a.product_id, 'integrator_id', s.integrator_id)
        FROM added a
        JOIN subscription s ON s.account_id = a.account_id AND s.id = a.subscription_id
        CROSS JOIN LATERAL topic_of_step(a.from_state, a.to_state, a.reason, s.mode,
            a.former_product_id IS NOT NULL) AS step (topic)
        WHERE wanted(step.topic)
        ORDER BY a.id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON subscription_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_steps();

CREATE FUNCTION tell_invoices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF wanted('invoice.issued') THEN
        INSERT INTO outbox (id, at, topic, account_id, content)
        SELECT id, created_at, 'invoice.issued', account_id, jsonb_build_object(
                   'invoice', id, 'kind', kind, 'month', month, 'total', total, 'number',
                   year || '-' || lpad(number::text, greatest(6, length(number::text)), '0'))
        FROM added ORDER BY id ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON invoice REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tell_invoices();

GRANT SELECT, INSERT, DELETE ON interest TO vitrina_app;
