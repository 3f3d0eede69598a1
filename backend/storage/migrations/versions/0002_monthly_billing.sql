-- Catalogue, tax, periods, runs, invoices and the outbox.

CREATE TABLE charge_template (
    id           uuid PRIMARY KEY,
    code         text NOT NULL,
    valid_from   date NOT NULL,
    pattern      text NOT NULL,
    charge_type  text NOT NULL,
    price_source text NOT NULL CHECK (price_source IN ('platform', 'catalogue', 'fixed')),
    fixed_amount bigint CHECK (fixed_amount >= 0),
    rule         text NOT NULL CHECK (rule IN (
        'calendar_month', 'anchored_month', 'days', 'platform')),
    days         integer NOT NULL CHECK (days BETWEEN 1 AND 3660),
    proration    text NOT NULL CHECK (proration IN ('full', 'by_days', 'per_day', 'none')),
    vat_source   text NOT NULL CHECK (vat_source IN ('product', 'outside')),
    priority     integer NOT NULL,
    created_at   timestamptz NOT NULL,
    UNIQUE (code, valid_from),
    CONSTRAINT charge_template_fixed CHECK ((price_source = 'fixed') = (fixed_amount IS NOT NULL))
);

ALTER TABLE product
    ADD COLUMN template       text,
    ADD COLUMN mode           text NOT NULL DEFAULT 'platform'
        CHECK (mode IN ('platform', 'billing')),
    ADD COLUMN vat_kind       text NOT NULL DEFAULT 'taxed'
        CHECK (vat_kind IN ('taxed', 'exempt', 'zero', 'outside')),
    ADD COLUMN vat_note       text NOT NULL DEFAULT '',
    ADD COLUMN trial_days     integer NOT NULL DEFAULT 0 CHECK (trial_days >= 0),
    ADD COLUMN catch_up       text NOT NULL DEFAULT 'all'
        CHECK (catch_up IN ('all', 'current', 'park')),
    ADD COLUMN end_after_days integer NOT NULL DEFAULT 30 CHECK (end_after_days > 0),
    ADD COLUMN stops_queue    boolean NOT NULL DEFAULT false,
    ADD COLUMN parent         uuid REFERENCES product,
    ADD COLUMN archived_on    date,
    ADD CONSTRAINT product_billed_by_template CHECK (mode = 'platform' OR template IS NOT NULL);

-- From valid_from for new subscribers, from existing_from for those who came before.
ALTER TABLE price
    ADD COLUMN existing_from date NOT NULL,
    ADD CONSTRAINT price_existing_later CHECK (existing_from >= valid_from);

CREATE TABLE registration (
    product_id uuid NOT NULL REFERENCES product,
    since      date NOT NULL,
    until      date,
    number     text NOT NULL,
    PRIMARY KEY (product_id, since),
    CONSTRAINT registration_lasts CHECK (since < until)
);

CREATE TABLE tax_rate (
    valid_from date PRIMARY KEY,
    rate       integer NOT NULL CHECK (rate BETWEEN 0 AND 10000)
);
INSERT INTO tax_rate VALUES ('2004-01-01', 1800), ('2019-01-01', 2000), ('2026-01-01', 2200);

ALTER TABLE subscription
    ADD COLUMN mode            text NOT NULL DEFAULT 'platform'
        CHECK (mode IN ('platform', 'billing')),
    ADD COLUMN quantity        integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
    ADD COLUMN anchor          date,
    ADD COLUMN next_start      date,
    ADD COLUMN next_seq        integer NOT NULL DEFAULT 0 CHECK (next_seq >= 0),
    ADD COLUMN trial_until     date,
    ADD COLUMN cancel_on       date,
    ADD COLUMN suspend_reason  text CHECK (suspend_reason IN ('money', 'user')),
    ADD COLUMN suspended_on    date,
    ADD COLUMN next_product_id uuid REFERENCES product,
    ADD COLUMN parent_id       uuid,
    ADD CONSTRAINT subscription_billed_from CHECK (
        mode = 'platform' OR (anchor IS NOT NULL AND next_start IS NOT NULL)),
    ADD CONSTRAINT subscription_comes_with_its_bundle
        FOREIGN KEY (account_id, parent_id) REFERENCES subscription;
CREATE INDEX subscription_due ON subscription (account_id, next_start)
    WHERE mode = 'billing' AND state NOT IN ('ended', 'failed', 'pending');
CREATE INDEX subscription_unpaid ON subscription (account_id) WHERE suspend_reason = 'money';
CREATE INDEX subscription_cancelling ON subscription (cancel_on)
    WHERE mode = 'billing' AND state = 'cancelling';

-- The trial is once per account and product, whatever the subscription becomes later.
CREATE TABLE trial (
    account_id      bigint NOT NULL,
    product_id      uuid NOT NULL REFERENCES product,
    subscription_id uuid NOT NULL,
    trial_until     date NOT NULL,
    PRIMARY KEY (account_id, product_id),
    FOREIGN KEY (account_id, subscription_id) REFERENCES subscription
);

-- To which offer the subscriber agreed, when and from where, before the first charge.
CREATE TABLE consent (
    account_id      bigint NOT NULL,
    subscription_id uuid NOT NULL,
    id              uuid NOT NULL,
    version         text NOT NULL CHECK (version <> ''),
    at              timestamptz NOT NULL,
    address         text NOT NULL,
    text_hash       text NOT NULL CHECK (text_hash ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (account_id, subscription_id, id),
    FOREIGN KEY (account_id, subscription_id) REFERENCES subscription
);

ALTER TABLE charge
    ALTER COLUMN external_id DROP NOT NULL,
    ADD COLUMN charge_type text NOT NULL DEFAULT 'software',
    ADD COLUMN template_id uuid REFERENCES charge_template,
    ADD COLUMN quantity    integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
    ADD COLUMN vat_kind    text NOT NULL DEFAULT 'outside'
        CHECK (vat_kind IN ('taxed', 'exempt', 'zero', 'outside')),
    ADD COLUMN vat_rate    integer NOT NULL DEFAULT 0,
    ADD COLUMN vat_amount  bigint NOT NULL DEFAULT 0,
    ADD COLUMN vat_note    text NOT NULL DEFAULT '',
    ADD COLUMN mode        text NOT NULL DEFAULT 'platform'
        CHECK (mode IN ('platform', 'billing')),
    ADD COLUMN run_id      uuid,
    ADD COLUMN refunded    bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT charge_refunded_inside CHECK (refunded BETWEEN 0 AND amount),
    ADD CONSTRAINT charge_vat_inside CHECK (vat_amount BETWEEN 0 AND amount),
    ADD CONSTRAINT charge_vat_taxed CHECK (vat_kind = 'taxed' OR (vat_rate = 0 AND vat_amount = 0)),
    ADD CONSTRAINT charge_asked_or_billed CHECK ((external_id IS NULL) = (mode = 'billing'));
-- One charge per subscription and period, whoever starts it; another one after it was given back.
CREATE UNIQUE INDEX charge_billed_once ON charge (account_id, subscription_id, period_start)
    WHERE mode = 'billing' AND NOT reversed AND refunded < amount;

-- A part of a charge given back for days that were not used; the charge itself stands.
ALTER TABLE ledger_transaction
    DROP CONSTRAINT ledger_transaction_kind_check,
    ADD CONSTRAINT ledger_transaction_kind_check
        CHECK (kind IN ('charge', 'reversal', 'payment', 'refund'));
CREATE TABLE refund (
    account_id    bigint NOT NULL,
    id            uuid NOT NULL,
    charge_id     uuid NOT NULL,
    amount        bigint NOT NULL CHECK (amount > 0),
    vat_amount    bigint NOT NULL,
    text          text NOT NULL,
    period_start  date NOT NULL,
    period_end    date NOT NULL,
    business_date date NOT NULL,
    actor         text NOT NULL,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (id, account_id) REFERENCES ledger_transaction,
    FOREIGN KEY (charge_id, account_id) REFERENCES charge,
    CONSTRAINT refund_vat_inside CHECK (vat_amount BETWEEN 0 AND amount),
    CONSTRAINT refund_period CHECK (period_start < period_end)
);
CREATE INDEX ix_refund_charge_id ON refund (account_id, charge_id);

-- A chain: each period starts on the day on which the one before it ends. The foreign key makes a
-- gap impossible, the keys an overlap or a duplicate.
CREATE TABLE subscription_period (
    account_id      bigint NOT NULL,
    subscription_id uuid NOT NULL,
    seq             integer NOT NULL,
    previous_seq    integer,
    period_start    date NOT NULL,
    period_end      date NOT NULL,
    kind            text NOT NULL CHECK (kind IN (
        'charged', 'trial', 'paused', 'suspended', 'forgiven')),
    run_id          uuid,
    PRIMARY KEY (account_id, subscription_id, seq),
    UNIQUE (account_id, subscription_id, seq, period_end),
    FOREIGN KEY (account_id, subscription_id) REFERENCES subscription,
    FOREIGN KEY (account_id, subscription_id, previous_seq, period_start)
        REFERENCES subscription_period (account_id, subscription_id, seq, period_end),
    CONSTRAINT period_lasts CHECK (period_start < period_end),
    CONSTRAINT period_follows CHECK (
        (seq = 0 AND previous_seq IS NULL) OR (seq > 0 AND previous_seq = seq - 1))
);

-- Accounts that may be able to pay again for what was suspended. Every way in which money appears
-- (a payment, a promise, a higher limit, a reversal, an expired hold, an unblocking) goes through
-- the account's row, so none can be forgotten. Whoever tries the account takes the row away.
CREATE TABLE resumption (
    account_id bigint PRIMARY KEY REFERENCES account
);
CREATE FUNCTION note_resumption() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO resumption (account_id)
    SELECT NEW.id WHERE EXISTS (
        SELECT FROM subscription WHERE account_id = NEW.id AND suspend_reason = 'money')
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER can_pay_again AFTER UPDATE ON account FOR EACH ROW WHEN (
    NEW.balance - NEW.held + NEW.credit_limit + NEW.promised
        > OLD.balance - OLD.held + OLD.credit_limit + OLD.promised
    OR (NEW.status = 'active' AND OLD.status <> 'active'))
    EXECUTE FUNCTION note_resumption();

CREATE TABLE billing_run (
    id            uuid PRIMARY KEY,
    business_date date NOT NULL,
    state         text NOT NULL CHECK (state IN (
        'planning', 'planned', 'applying', 'done', 'cancelled')),
    hash          text,
    difference    jsonb NOT NULL,
    created_at    timestamptz NOT NULL,
    approved_by   text,
    finished_at   timestamptz
);
-- One run of a day at a time; twin schedulers meet here.
CREATE UNIQUE INDEX billing_run_under_way ON billing_run (business_date)
    WHERE state IN ('planning', 'planned', 'applying');

CREATE TABLE run_chunk (
    run_id        uuid NOT NULL REFERENCES billing_run,
    number        integer NOT NULL,
    first_account bigint NOT NULL,
    last_account  bigint NOT NULL,
    state         text NOT NULL CHECK (state IN ('open', 'planned', 'done')),
    lines         integer NOT NULL DEFAULT 0,
    amount        bigint NOT NULL DEFAULT 0,
    vat_amount    bigint NOT NULL DEFAULT 0,
    hash          text,
    charged       integer NOT NULL DEFAULT 0,
    charged_sum   bigint NOT NULL DEFAULT 0,
    free          integer NOT NULL DEFAULT 0,
    unpaid        integer NOT NULL DEFAULT 0,
    superseded    integer NOT NULL DEFAULT 0,
    started_at    timestamptz,
    finished_at   timestamptz,
    PRIMARY KEY (run_id, number)
);

CREATE TABLE run_line (
    run_id          uuid NOT NULL,
    account_id      bigint NOT NULL,
    subscription_id uuid NOT NULL,
    seq             integer NOT NULL,
    kind            text NOT NULL,
    product_id      uuid NOT NULL,
    template_id     uuid NOT NULL,
    charge_type     text NOT NULL,
    period_start    date NOT NULL,
    period_end      date NOT NULL,
    quantity        integer NOT NULL,
    full_price      bigint NOT NULL,
    amount          bigint NOT NULL,
    vat_kind        text NOT NULL,
    vat_rate        integer NOT NULL,
    vat_amount      bigint NOT NULL,
    vat_note        text NOT NULL,
    text            text NOT NULL,
    priority        integer NOT NULL,
    PRIMARY KEY (run_id, account_id, subscription_id, seq)
);

CREATE TABLE parked (
    account_id      bigint NOT NULL,
    subscription_id uuid NOT NULL,
    run_id          uuid NOT NULL,
    reason          text NOT NULL,
    parked_at       timestamptz NOT NULL,
    resolved_at     timestamptz,
    resolved_by     text,
    PRIMARY KEY (account_id, subscription_id, run_id)
);
CREATE UNIQUE INDEX parked_open ON parked (account_id, subscription_id) WHERE resolved_at IS NULL;

CREATE TABLE invoice_counter (
    issuer text NOT NULL,
    year   integer NOT NULL,
    last   integer NOT NULL,
    PRIMARY KEY (issuer, year)
);

-- What invoices say about the seller, as it was: one row for each state of its details.
CREATE TABLE seller (
    digest  text PRIMARY KEY,
    details jsonb NOT NULL
);

CREATE TABLE invoice (
    account_id bigint NOT NULL REFERENCES account,
    id         uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    issuer     text NOT NULL,
    year       integer NOT NULL,
    number     integer NOT NULL CHECK (number > 0),
    month      date NOT NULL CHECK (extract(day FROM month) = 1),
    credits    uuid,
    payer      text NOT NULL,
    seller     text NOT NULL REFERENCES seller,
    total      bigint NOT NULL,
    vat_total  bigint NOT NULL,
    issued_on  date NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, credits) REFERENCES invoice,
    UNIQUE (issuer, year, number),
    CONSTRAINT credit_note_names_its_invoice CHECK ((kind = 'credit_note') = (credits IS NOT NULL)),
    CONSTRAINT credit_note_gives_back CHECK ((kind = 'credit_note') = (total < 0) AND total <> 0)
);

-- credited: how much of the line credit notes have taken back so far; a database that refuses more
-- than the whole line cannot be talked into it.
CREATE TABLE invoice_line (
    account_id   bigint NOT NULL,
    invoice_id   uuid NOT NULL,
    line         integer NOT NULL CHECK (line > 0),
    charge_id    uuid NOT NULL,
    credited     bigint NOT NULL DEFAULT 0,
    text         text NOT NULL,
    charge_type  text NOT NULL,
    period_start date,
    period_end   date,
    quantity     integer NOT NULL CHECK (quantity > 0),
    amount       bigint NOT NULL CHECK (amount <> 0),
    vat_kind     text NOT NULL CHECK (vat_kind IN ('taxed', 'exempt', 'zero', 'outside')),
    vat_rate     integer NOT NULL,
    vat_amount   bigint NOT NULL,
    vat_note     text NOT NULL,
    PRIMARY KEY (account_id, invoice_id, line),
    FOREIGN KEY (account_id, invoice_id) REFERENCES invoice,
    FOREIGN KEY (charge_id, account_id) REFERENCES charge,
    CONSTRAINT line_credited_inside CHECK (credited BETWEEN 0 AND greatest(amount, 0)),
    CONSTRAINT line_period CHECK (period_start < period_end),
    CONSTRAINT line_vat_inside CHECK (vat_amount BETWEEN least(amount, 0) AND greatest(amount, 0)),
    CONSTRAINT line_vat_taxed CHECK (vat_kind = 'taxed' OR (vat_rate = 0 AND vat_amount = 0))
);
-- A charge is on at most one live line: a credit note's lines are negative and not live.
CREATE UNIQUE INDEX invoice_line_live ON invoice_line (account_id, charge_id)
    WHERE amount > 0 AND credited < amount;

CREATE TABLE outbox (
    id         uuid PRIMARY KEY,
    at         timestamptz NOT NULL,
    topic      text NOT NULL,
    account_id bigint NOT NULL,
    content    jsonb NOT NULL,
    sent_at    timestamptz
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON subscription_period
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON subscription_period
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON invoice
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON invoice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON seller
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- A line is as final as its invoice: only what is credited of it may grow.
CREATE FUNCTION refuse_changing_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.credited > OLD.credited
       AND to_jsonb(NEW) - 'credited' = to_jsonb(OLD) - 'credited' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an invoice is final: write a credit note instead'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON invoice_line
    FOR EACH ROW EXECUTE FUNCTION refuse_changing_lines();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON invoice_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- An invoice's lines come in one statement and make its totals; so none can be added later.
CREATE FUNCTION lines_make_totals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT account_id, invoice_id FROM added) AS touched
        JOIN invoice i ON i.account_id = touched.account_id AND i.id = touched.invoice_id
        JOIN LATERAL (
            SELECT sum(l.amount) AS total, sum(l.vat_amount) AS vat_total FROM invoice_line l
            WHERE l.account_id = i.account_id AND l.invoice_id = i.id) AS sums ON true
        WHERE (sums.total, sums.vat_total) IS DISTINCT FROM (i.total, i.vat_total)) THEN
        RAISE EXCEPTION 'the lines of an invoice must make its totals'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER whole AFTER INSERT ON invoice_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION lines_make_totals();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON refund
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON consent
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

GRANT SELECT, INSERT ON trial, consent, refund, resumption TO vitrina_app;
GRANT UPDATE (refunded) ON charge TO vitrina_app;
GRANT DELETE ON resumption TO vitrina_app;
GRANT SELECT, INSERT ON charge_template, registration, tax_rate, subscription_period, billing_run,
    run_chunk, run_line, parked, invoice_counter, seller, invoice, invoice_line, outbox TO
    vitrina_app;
GRANT UPDATE ON registration, billing_run, run_chunk, parked, invoice_counter, outbox
    TO vitrina_app;
GRANT UPDATE (credited) ON invoice_line TO vitrina_app;
GRANT DELETE ON registration, run_line, outbox TO vitrina_app;
