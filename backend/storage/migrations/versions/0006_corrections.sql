-- Corrections of charges: asked for by one person and, above a limit, confirmed by another.

-- A row for each correction that was asked for. Below the limit it is applied at once and nobody
-- decides; above it, it waits for somebody else of the staff. transaction_id is what moved the money.
CREATE TABLE correction (
    account_id      bigint NOT NULL REFERENCES account,
    id              uuid NOT NULL,
    charge_id       uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('reversal', 'refund')),
    amount          bigint NOT NULL CHECK (amount > 0),
    first_day       date,
    reason          text NOT NULL CHECK (reason <> ''),
    key             text NOT NULL,
    fingerprint     bytea NOT NULL CHECK (length(fingerprint) = 32),
    second_person   boolean NOT NULL,
    requested_by    text NOT NULL,
    requested_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    state           text NOT NULL CHECK (state IN (
        'pending', 'applied', 'rejected', 'expired', 'failed')),
    decided_by      text REFERENCES staff (name),
    decided_at      timestamptz,
    decision_reason text NOT NULL,
    transaction_id  uuid UNIQUE,
    PRIMARY KEY (id, account_id),
    UNIQUE (account_id, key),
    FOREIGN KEY (charge_id, account_id) REFERENCES charge,
    FOREIGN KEY (transaction_id, account_id) REFERENCES ledger_transaction,
    CONSTRAINT correction_first_day CHECK (first_day IS NULL OR kind = 'refund'),
    CONSTRAINT correction_by_two CHECK (decided_by <> requested_by),
    -- A script or the console is nobody in particular: it may be the one who decides.
    CONSTRAINT correction_by_people CHECK (
        NOT second_person OR requested_by NOT IN ('operator', 'console')),
    CONSTRAINT correction_waits_for_another CHECK (second_person OR state = 'applied'),
    CONSTRAINT correction_decided CHECK (
        (decided_by IS NOT NULL) = (second_person AND state IN ('applied', 'rejected', 'failed'))),
    CONSTRAINT correction_over CHECK ((decided_at IS NULL) = (state = 'pending')),
    CONSTRAINT correction_rejected_for_a_reason CHECK (state <> 'rejected' OR decision_reason <> ''),
    CONSTRAINT correction_moves_money CHECK ((transaction_id IS NOT NULL) = (state = 'applied'))
);
CREATE UNIQUE INDEX correction_pending ON correction (account_id, charge_id)
    WHERE state = 'pending';
CREATE INDEX correction_waiting ON correction (expires_at) WHERE state = 'pending';
CREATE INDEX ix_correction_charge_id ON correction (account_id, charge_id);

-- What waits can be no more than what is left of its charge.
CREATE FUNCTION correction_within_charge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM charge c WHERE c.account_id = NEW.account_id AND c.id = NEW.charge_id
          AND NOT c.reversed AND c.amount - c.refunded >= NEW.amount) THEN
        RAISE EXCEPTION 'a correction gives back no more than what is left of its charge'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER within_charge BEFORE INSERT ON correction
    FOR EACH ROW WHEN (NEW.state = 'pending') EXECUTE FUNCTION correction_within_charge();

-- What was asked for stays as it was, and is decided once.
CREATE FUNCTION refuse_deciding_again() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decision text[] := '{state,decided_by,decided_at,decision_reason,transaction_id}';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'pending'
       AND to_jsonb(NEW) - decision = to_jsonb(OLD) - decision THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a correction is decided once, and what was asked for never changes'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER decided_once BEFORE UPDATE OR DELETE ON correction
    FOR EACH ROW EXECUTE FUNCTION refuse_deciding_again();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON correction
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- A refund by a sum is for no days in particular.
ALTER TABLE refund
    ALTER COLUMN period_start DROP NOT NULL,
    ALTER COLUMN period_end DROP NOT NULL,
    ADD CONSTRAINT refund_period_whole CHECK ((period_start IS NULL) = (period_end IS NULL));

-- No more of a charge ever comes back than it took: its refunds are what it says was refunded, and
-- its reversal is exactly the rest, whoever came first. Checked when the transaction is complete.
CREATE FUNCTION given_back_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM charge c
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(r.amount), 0) AS total FROM refund r
            WHERE r.account_id = c.account_id AND r.charge_id = c.id) AS refunds
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(e.amount), 0) AS total
            FROM ledger_transaction t
            JOIN entry e ON e.transaction_id = t.id AND e.account_id = t.account_id
            WHERE t.account_id = c.account_id AND t.reverses = c.id) AS reversal
        WHERE c.id = NEW.id AND c.account_id = NEW.account_id AND (
            c.refunded <> refunds.total
            OR reversal.total <> CASE WHEN c.reversed THEN c.amount - c.refunded ELSE 0 END)) THEN
        RAISE EXCEPTION 'what comes back of a charge must be what it says, and no more than it took'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER given_back_adds_up AFTER UPDATE OF reversed, refunded ON charge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION given_back_adds_up();

-- How the staff finds operations. What took money is found through the account's own tables; only
-- what took none is indexed by account, so an applied charge writes no more than before. The BRIN
-- index is a few bytes for each megabyte of the table and costs an insert next to nothing.
CREATE INDEX operation_without_money ON operation (account_id, recorded_at)
    WHERE status IN ('declined', 'tombstone') OR kind = 'status';
CREATE INDEX operation_by_time ON operation USING brin (recorded_at);

GRANT SELECT, INSERT ON correction TO vitrina_app;
GRANT UPDATE (state, decided_by, decided_at, decision_reason, transaction_id) ON correction
    TO vitrina_app;
