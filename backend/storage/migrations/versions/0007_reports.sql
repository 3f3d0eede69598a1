-- What reports are counted from: tallies, agreements, reconciliations.

-- A step says which product the subscription is to after it and, where the step changed that, to
-- which it was before. Older steps are taken to be about the product that it is to now.
ALTER TABLE subscription_event
    ADD COLUMN product_id        uuid REFERENCES product,
    ADD COLUMN former_product_id uuid REFERENCES product;
UPDATE subscription_event e SET product_id = s.product_id
FROM subscription s WHERE s.account_id = e.account_id AND s.id = e.subscription_id;
ALTER TABLE subscription_event
    ALTER COLUMN product_id SET NOT NULL,
    ADD CONSTRAINT former_product_is_another CHECK (former_product_id <> product_id);

-- How many subscriptions came to a product and state, or left it (below zero), and when. Written
-- with the steps themselves, so no step can be missed, whenever its transaction commits ...
CREATE TABLE subscription_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    product_id uuid NOT NULL,
    state      text NOT NULL,
    change     bigint NOT NULL CHECK (change <> 0)
);
-- ... and added up by days of the operator's afterwards: a row is in one of the two tables, never
-- in both, and a report reads both in one snapshot.
CREATE TABLE subscription_tally (
    day        date NOT NULL,
    product_id uuid NOT NULL,
    state      text NOT NULL,
    change     bigint NOT NULL,
    PRIMARY KEY (day, product_id, state)
);
CREATE FUNCTION note_subscription_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO subscription_change (at, product_id, state, change)
    SELECT at, product_id, state, sum(change)
    FROM (SELECT at, product_id, to_state AS state, 1 AS change FROM added
          UNION ALL
          SELECT at, coalesce(former_product_id, product_id), from_state, -1
          FROM added WHERE from_state IS NOT NULL) AS changes
    GROUP BY at, product_id, state HAVING sum(change) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER counted AFTER INSERT ON subscription_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION note_subscription_changes();
INSERT INTO subscription_change (at, product_id, state, change)
SELECT at, product_id, state, sum(change)
FROM (SELECT at, product_id, to_state AS state, 1 AS change FROM subscription_event
      UNION ALL
      SELECT at, product_id, from_state, -1 FROM subscription_event
      WHERE from_state IS NOT NULL) AS changes
GROUP BY at, product_id, state HAVING sum(change) <> 0;

-- A refusal whose operation was tried again later: the operation's row has only the last result.
CREATE TABLE refusal (
    id            uuid PRIMARY KEY,
    integrator_id integer NOT NULL REFERENCES integrator,
    kind          text NOT NULL,
    external_id   text NOT NULL,
    account_id    bigint NOT NULL,
    code          text NOT NULL,
    amount        bigint,
    available     bigint,
    recorded_at   timestamptz NOT NULL
);
CREATE FUNCTION keep_refusal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO refusal VALUES (OLD.id, OLD.integrator_id, OLD.kind, OLD.external_id,
        OLD.account_id, OLD.code, OLD.amount, OLD.available, OLD.recorded_at);
    RETURN NULL;
END $$;
CREATE TRIGGER tried_again AFTER UPDATE ON operation FOR EACH ROW
    WHEN (OLD.status = 'declined' AND OLD.account_id IS NOT NULL AND NEW.id <> OLD.id)
    EXECUTE FUNCTION keep_refusal();

-- Reports are of days. What only grows lies on the disk in the order of its days, so a BRIN index is
-- a few bytes for each megabyte and costs an insert next to nothing.
CREATE INDEX subscription_event_by_time ON subscription_event USING brin (at);
CREATE INDEX ledger_transaction_by_day ON ledger_transaction USING brin (business_date);
CREATE INDEX charge_by_day ON charge USING brin (business_date);
CREATE INDEX refusal_by_time ON refusal USING brin (recorded_at);

-- What a platform gets of what its products bring in, from a day on: share in basis points of the
-- sums with the tax inside (gross) or without it (net). A later row for the same day corrects it.
CREATE TABLE agreement (
    integrator_id integer NOT NULL REFERENCES integrator,
    number        integer NOT NULL CHECK (number > 0),
    valid_from    date NOT NULL,
    share         integer NOT NULL CHECK (share BETWEEN 0 AND 10000),
    base          text NOT NULL CHECK (base IN ('gross', 'net')),
    document      text NOT NULL,
    recorded_by   text NOT NULL,
    recorded_at   timestamptz NOT NULL,
    PRIMARY KEY (integrator_id, number)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON agreement
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON agreement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- A platform's register of charges compared with ours, as both were at made_at. digest: SHA-256 of
-- the file. Sums are theirs, of only_ours ours.
CREATE TABLE reconciliation (
    id              uuid PRIMARY KEY,
    integrator_id   integer NOT NULL REFERENCES integrator,
    first_day       date NOT NULL,
    last_day        date NOT NULL,
    digest          bytea NOT NULL CHECK (length(digest) = 32),
    made_by         text NOT NULL,
    made_at         timestamptz NOT NULL,
    matched         integer NOT NULL,
    matched_sum     bigint NOT NULL,
    only_ours       integer NOT NULL,
    only_ours_sum   bigint NOT NULL,
    only_theirs     integer NOT NULL,
    only_theirs_sum bigint NOT NULL,
    different       integer NOT NULL,
    different_sum   bigint NOT NULL,
    CONSTRAINT reconciliation_days CHECK (first_day <= last_day)
);
CREATE INDEX ix_reconciliation_integrator_id ON reconciliation (integrator_id);

-- What did not match. Amounts in kopecks; ours is what is left of the charge, without what was given
-- back. What was done about a line is written into it once.
CREATE TABLE reconciliation_line (
    reconciliation_id uuid NOT NULL REFERENCES reconciliation DEFERRABLE INITIALLY DEFERRED,
    line              integer NOT NULL CHECK (line > 0),
    result            text NOT NULL CHECK (result IN ('only_ours', 'only_theirs', 'different')),
    differences       text[] NOT NULL,
    external_id       text NOT NULL,
    account_id        bigint,
    charge_id         uuid,
    our_account       text,
    our_amount        bigint,
    our_day           date,
    their_account     text,
    their_amount      bigint,
    their_day         date,
    correction_id     uuid,
    note              text,
    settled_by        text,
    settled_at        timestamptz,
    PRIMARY KEY (reconciliation_id, line),
    CONSTRAINT line_of_our_charge CHECK ((charge_id IS NULL) = (result = 'only_theirs')),
    CONSTRAINT line_of_their_row CHECK ((their_amount IS NULL) = (result = 'only_ours')),
    CONSTRAINT line_settled_whole CHECK (
        (settled_by IS NULL) = (settled_at IS NULL) AND (settled_by IS NULL) = (note IS NULL)
        AND (correction_id IS NULL OR settled_by IS NOT NULL))
);
CREATE FUNCTION refuse_settling_again() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    settlement text[] := '{correction_id,note,settled_by,settled_at}';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.settled_by IS NULL
       AND to_jsonb(NEW) - settlement = to_jsonb(OLD) - settlement THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a difference is settled once, and what was compared never changes'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER settled_once BEFORE UPDATE OR DELETE ON reconciliation_line
    FOR EACH ROW EXECUTE FUNCTION refuse_settling_again();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reconciliation
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON refusal
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

GRANT SELECT, INSERT, DELETE ON subscription_change TO vitrina_app;
GRANT SELECT, INSERT, UPDATE ON subscription_tally TO vitrina_app;
GRANT SELECT, INSERT ON refusal, agreement, reconciliation, reconciliation_line TO vitrina_app;
GRANT UPDATE (correction_id, note, settled_by, settled_at) ON reconciliation_line TO vitrina_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO vitrina_app;
