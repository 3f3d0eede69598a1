-- Coming debits: what was foreseen for everybody, and advance invoices.

-- A look ahead over all accounts (прогноз), once a day and whenever somebody asks for one.
CREATE TABLE forecast_pass (
    id            uuid PRIMARY KEY,
    business_date date NOT NULL,
    until         date NOT NULL,
    state         text NOT NULL CHECK (state IN ('working', 'done', 'abandoned')),
    started_by    text NOT NULL,
    created_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    CONSTRAINT forecast_pass_looks_ahead CHECK (until >= business_date),
    CONSTRAINT forecast_pass_finished CHECK ((finished_at IS NULL) = (state = 'working'))
);
-- One at a time; twin schedulers meet here. By itself one comes once a day.
CREATE UNIQUE INDEX forecast_pass_working ON forecast_pass ((true)) WHERE state = 'working';
CREATE UNIQUE INDEX forecast_pass_daily ON forecast_pass (business_date)
    WHERE started_by = 'schedule';

CREATE TABLE forecast_chunk (
    pass_id       uuid NOT NULL REFERENCES forecast_pass ON DELETE CASCADE,
    number        integer NOT NULL CHECK (number > 0),
    first_account bigint NOT NULL,
    last_account  bigint NOT NULL,
    state         text NOT NULL CHECK (state IN ('open', 'done')),
    accounts      integer NOT NULL DEFAULT 0,
    debits        integer NOT NULL DEFAULT 0,
    unforeseen    integer NOT NULL DEFAULT 0,
    facts         integer NOT NULL DEFAULT 0,
    advances      integer NOT NULL DEFAULT 0,
    started_at    timestamptz,
    finished_at   timestamptz,
    PRIMARY KEY (pass_id, number)
);

-- What was foreseen, by day, product and type; sums in kopecks. A chunk adds its own rows, and when
-- the pass is done they become those of chunk 0. unknown: how much of the amount is of accounts whose
-- money only another billing knows.
CREATE TABLE forecast_total (
    pass_id       uuid NOT NULL REFERENCES forecast_pass ON DELETE CASCADE,
    chunk         integer NOT NULL,
    due_on        date NOT NULL,
    product_id    uuid NOT NULL,
    charge_type   text NOT NULL,
    integrator_id integer NOT NULL,
    expected      boolean NOT NULL,
    lines         integer NOT NULL CHECK (lines > 0),
    amount        bigint NOT NULL,
    vat_amount    bigint NOT NULL,
    missing       bigint NOT NULL,
    unknown       bigint NOT NULL,
    PRIMARY KEY (pass_id, chunk, due_on, product_id, charge_type, integrator_id, expected)
);

CREATE TABLE advance_counter (
    issuer text NOT NULL,
    year   integer NOT NULL,
    last   integer NOT NULL,
    PRIMARY KEY (issuer, year)
);

-- available: what there was before the debit when it was issued; NULL where only another billing
-- knows. What is asked for is final; only what becomes of it is written later, and once.
CREATE TABLE advance_invoice (
    account_id  bigint NOT NULL REFERENCES account,
    id          uuid NOT NULL UNIQUE,
    issuer      text NOT NULL,
    year        integer NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    due_on      date NOT NULL,
    policy      text NOT NULL CHECK (policy IN ('missing', 'full')),
    payer       text NOT NULL,
    seller      text NOT NULL REFERENCES seller,
    total       bigint NOT NULL CHECK (total > 0),
    vat_total   bigint NOT NULL CHECK (vat_total BETWEEN 0 AND total),
    available   bigint,
    payable     bigint NOT NULL CHECK (payable > 0),
    issued_on   date NOT NULL,
    created_at  timestamptz NOT NULL,
    state       text NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'settled', 'replaced', 'voided')),
    closed_at   timestamptz,
    reason      text NOT NULL DEFAULT '',
    replaced_by uuid,
    PRIMARY KEY (account_id, id),
    UNIQUE (issuer, year, number),
    FOREIGN KEY (account_id, replaced_by) REFERENCES advance_invoice
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT advance_closed CHECK ((closed_at IS NULL) = (state = 'open')),
    CONSTRAINT advance_replaced CHECK ((replaced_by IS NOT NULL) = (state = 'replaced'))
);
-- One open one of an account and day.
CREATE UNIQUE INDEX advance_invoice_open ON advance_invoice (account_id, due_on)
    WHERE state = 'open';

-- covers: nothing else asks for this period. One that was replaced, or voided because nothing was
-- due, covers nothing any more; one that a person has taken back still does.
CREATE TABLE advance_line (
    account_id      bigint NOT NULL,
    invoice_id      uuid NOT NULL,
    line            integer NOT NULL CHECK (line > 0),
    covers          boolean NOT NULL DEFAULT true,
    subscription_id uuid NOT NULL,
    product_id      uuid NOT NULL REFERENCES product,
    text            text NOT NULL,
    charge_type     text NOT NULL,
    period_start    date NOT NULL,
    period_end      date NOT NULL,
    quantity        integer NOT NULL CHECK (quantity > 0),
    amount          bigint NOT NULL CHECK (amount > 0),
    vat_kind        text NOT NULL CHECK (vat_kind IN ('taxed', 'exempt', 'zero', 'outside')),
    vat_rate        integer NOT NULL,
    vat_amount      bigint NOT NULL CHECK (vat_amount BETWEEN 0 AND amount),
    vat_note        text NOT NULL,
    PRIMARY KEY (account_id, invoice_id, line),
    FOREIGN KEY (account_id, invoice_id) REFERENCES advance_invoice,
    FOREIGN KEY (account_id, subscription_id) REFERENCES subscription,
    CONSTRAINT advance_line_period CHECK (period_start < period_end),
    CONSTRAINT advance_line_taxed CHECK (
        vat_kind = 'taxed' OR (vat_rate = 0 AND vat_amount = 0))
);
-- Never twice for a period.
CREATE UNIQUE INDEX advance_line_covers ON advance_line
    (account_id, subscription_id, period_start) WHERE covers;

-- An advance invoice goes forward once, and what it says never changes.
CREATE FUNCTION refuse_advance_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    progress text[] := '{state,closed_at,reason,replaced_by}';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'open' AND NEW.state <> 'open'
       AND to_jsonb(NEW) - progress = to_jsonb(OLD) - progress THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an advance invoice is final: only what becomes of it is written, once'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER forward_only BEFORE UPDATE OR DELETE ON advance_invoice
    FOR EACH ROW EXECUTE FUNCTION refuse_advance_back();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON advance_invoice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE FUNCTION refuse_changing_advance_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.covers AND NOT NEW.covers
       AND to_jsonb(NEW) - 'covers' = to_jsonb(OLD) - 'covers' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an advance invoice is final: issue another one instead'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON advance_line
    FOR EACH ROW EXECUTE FUNCTION refuse_changing_advance_lines();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON advance_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- Its lines come in one statement and make its totals; so none can be added later.
CREATE FUNCTION lines_make_advance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT account_id, invoice_id FROM added) AS touched
        JOIN advance_invoice i ON i.account_id = touched.account_id AND i.id = touched.invoice_id
        JOIN LATERAL (
            SELECT sum(l.amount) AS total, sum(l.vat_amount) AS vat_total FROM advance_line l
            WHERE l.account_id = i.account_id AND l.invoice_id = i.id) AS sums ON true
        WHERE (sums.total, sums.vat_total) IS DISTINCT FROM (i.total, i.vat_total)) THEN
        RAISE EXCEPTION 'the lines of an advance invoice must make its totals'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER whole AFTER INSERT ON advance_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION lines_make_advance();

-- Accounts whose open advance invoices are to be judged anew: their money or their subscriptions
-- have changed. Whoever judges an account takes its row away, under the account's lock.
CREATE TABLE advance_check (
    account_id bigint PRIMARY KEY REFERENCES account
);
-- One look into an index for each account that was touched, whatever the planner expects.
CREATE FUNCTION note_advance_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO advance_check (account_id)
    SELECT c.id FROM changed c CROSS JOIN LATERAL (
        SELECT FROM advance_invoice i WHERE i.account_id = c.id AND i.state = 'open' LIMIT 1) i
    ORDER BY c.id ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER advances_judged AFTER UPDATE ON account REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_advance_money();
CREATE FUNCTION note_advance_subscriptions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO advance_check (account_id)
    SELECT DISTINCT c.account_id FROM changed c CROSS JOIN LATERAL (
        SELECT FROM advance_invoice i
        WHERE i.account_id = c.account_id AND i.state = 'open' LIMIT 1) i
    ORDER BY c.account_id ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER advances_judged AFTER UPDATE ON subscription REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_advance_subscriptions();
CREATE TRIGGER advances_judged_new AFTER INSERT ON subscription REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_advance_subscriptions();

GRANT SELECT, INSERT ON forecast_pass, forecast_chunk, forecast_total, advance_counter,
    advance_invoice, advance_line, advance_check TO vitrina_app;
GRANT UPDATE ON forecast_pass, forecast_chunk, advance_counter TO vitrina_app;
GRANT DELETE ON forecast_pass, forecast_chunk, forecast_total, advance_check TO vitrina_app;
GRANT UPDATE (state, closed_at, reason, replaced_by) ON advance_invoice TO vitrina_app;
GRANT UPDATE (covers) ON advance_line TO vitrina_app;
