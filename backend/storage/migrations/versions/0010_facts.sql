-- What happened, as the books say it, and who is told.

-- number: the order of facts. One account's facts are written under its lock, so theirs is the order
-- in which they were committed.
ALTER TABLE outbox
    ADD COLUMN number          bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN subscription_id uuid;
DROP INDEX outbox_unsent;
CREATE UNIQUE INDEX outbox_unsent ON outbox (number) WHERE sent_at IS NULL;
CREATE UNIQUE INDEX outbox_by_number ON outbox (number);
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

-- Where events go. portal_id: whose it is; NULL: the operator's own. Topics: none means all. Secrets
-- are sealed; the former one signs as well until it is over. failures: in a row.
CREATE TABLE event_endpoint (
    id              uuid PRIMARY KEY,
    portal_id       uuid,
    url             text NOT NULL,
    topics          text[] NOT NULL,
    secret          bytea NOT NULL,
    former_secret   bytea,
    former_until    timestamptz,
    created_at      timestamptz NOT NULL,
    enabled         boolean NOT NULL,
    disabled_at     timestamptz,
    disabled_reason text CHECK (disabled_reason IN ('owner', 'gone', 'failing')),
    failures        integer NOT NULL DEFAULT 0,
    failing_since   timestamptz,
    paused_until    timestamptz,
    CONSTRAINT endpoint_disabled CHECK (
        enabled = (disabled_at IS NULL) AND enabled = (disabled_reason IS NULL)),
    CONSTRAINT endpoint_former CHECK ((former_secret IS NULL) = (former_until IS NULL)),
    CONSTRAINT endpoint_failing CHECK ((failures = 0) = (failing_since IS NULL))
);
CREATE UNIQUE INDEX event_endpoint_once ON event_endpoint (portal_id, url) NULLS NOT DISTINCT;

-- A fact for an endpoint. lane: within it the order of facts is kept: what a younger one waits for.
-- taken_until: somebody is sending it; past that moment he is taken to be dead.
CREATE TABLE event_delivery (
    endpoint_id     uuid NOT NULL REFERENCES event_endpoint ON DELETE CASCADE,
    fact_id         uuid NOT NULL REFERENCES outbox ON DELETE CASCADE,
    number          bigint NOT NULL,
    lane            text NOT NULL,
    state           text NOT NULL
                    CHECK (state IN ('waiting', 'delivered', 'failed', 'dropped')),
    attempts        integer NOT NULL DEFAULT 0,
    trying_since    timestamptz,
    next_attempt_at timestamptz NOT NULL,
    taken_until     timestamptz,
    done_at         timestamptz,
    PRIMARY KEY (endpoint_id, fact_id),
    CONSTRAINT delivery_done CHECK ((state = 'waiting') = (done_at IS NULL))
);
CREATE INDEX event_delivery_due ON event_delivery (endpoint_id, next_attempt_at)
    WHERE state = 'waiting';
CREATE INDEX event_delivery_lane ON event_delivery (endpoint_id, lane, number)
    WHERE state = 'waiting';
CREATE INDEX event_delivery_newest ON event_delivery (endpoint_id, number);
CREATE INDEX ix_event_delivery_fact_id ON event_delivery (fact_id);

-- Every attempt, noted before it is made: one that says nothing has ended with its process.
CREATE TABLE event_attempt (
    endpoint_id  uuid NOT NULL,
    fact_id      uuid NOT NULL,
    number       integer NOT NULL,
    at           timestamptz NOT NULL,
    status       integer,
    reason       text,
    milliseconds integer,
    PRIMARY KEY (endpoint_id, fact_id, number),
    FOREIGN KEY (endpoint_id, fact_id) REFERENCES event_delivery ON DELETE CASCADE
);

GRANT SELECT, INSERT, DELETE ON interest TO vitrina_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON event_endpoint, event_delivery, event_attempt
    TO vitrina_app;
