-- Notices: where they reach whom, in which words, and what became of them.

-- NULL: there is none, or as the operator has it for everybody. Equal hours are no quiet hours.
CREATE TABLE contact (
    account_id  bigint PRIMARY KEY REFERENCES account,
    email       text CHECK (email ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
    phone       text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    language    text CHECK (language IN ('ru', 'en')),
    time_zone   text,
    quiet_from  time(0),
    quiet_until time(0),
    changed_at  timestamptz NOT NULL,
    CONSTRAINT contact_quiet CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

-- What a subscriber does not want to be told, by channel.
CREATE TABLE notice_opt_out (
    account_id bigint NOT NULL REFERENCES account,
    kind       text NOT NULL,
    channel    text NOT NULL CHECK (channel IN ('email', 'gateway')),
    PRIMARY KEY (account_id, kind, channel)
);

-- What the operator tells at all; a pair that has no row is as it comes.
CREATE TABLE notice_switch (
    kind    text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('email', 'gateway')),
    is_on   boolean NOT NULL,
    PRIMARY KEY (kind, channel)
);

-- How to pay, as the operator says it in every notice.
CREATE TABLE notice_words (
    language   text PRIMARY KEY CHECK (language IN ('ru', 'en')),
    how_to_pay text NOT NULL
);

-- Versions of the texts: the last one holds. One without a text is the way back to what is built in.
CREATE TABLE notice_template (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL,
    channel    text NOT NULL CHECK (channel IN ('email', 'gateway')),
    language   text NOT NULL CHECK (language IN ('ru', 'en')),
    version    integer NOT NULL CHECK (version > 0),
    subject    text NOT NULL CHECK (subject !~ '[[:cntrl:]]'),
    content    text,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    UNIQUE (kind, channel, language, version)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON notice_template
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- One telling of one thing by one channel. Its words are frozen; what is told of one thing has one
-- key, so nothing is told twice. Attempts are noted before they are made.
CREATE TABLE notice (
    account_id      bigint NOT NULL REFERENCES account,
    id              uuid NOT NULL,
    kind            text NOT NULL,
    channel         text NOT NULL CHECK (channel IN ('email', 'gateway')),
    key             text NOT NULL,
    fact_id         uuid NOT NULL,
    resent_of       uuid,
    address         text NOT NULL,
    language        text NOT NULL CHECK (language IN ('ru', 'en')),
    subject         text NOT NULL CHECK (subject !~ '[[:cntrl:]]'),
    content         text NOT NULL,
    created_at      timestamptz NOT NULL,
    not_before      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    state           text NOT NULL
                    CHECK (state IN ('waiting', 'sent', 'failed', 'expired', 'suppressed')),
    reason          text NOT NULL DEFAULT '',
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    sent_at         timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, kind, channel, key),
    CONSTRAINT notice_due CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
    CONSTRAINT notice_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT notice_addressed CHECK (address <> '' OR state = 'suppressed')
);
CREATE UNIQUE INDEX notice_by_id ON notice (id);
CREATE INDEX notice_waiting ON notice (channel, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX notice_amiss ON notice (state, id) WHERE state IN ('waiting', 'failed', 'expired');

-- answer NULL: under way, or nobody knows: whoever made it has died.
CREATE TABLE notice_attempt (
    account_id bigint NOT NULL,
    notice_id  uuid NOT NULL,
    number     integer NOT NULL CHECK (number > 0),
    at         timestamptz NOT NULL,
    answer     text CHECK (answer IN ('sent', 'refused', 'later')),
    reason     text NOT NULL DEFAULT '',
    PRIMARY KEY (account_id, notice_id, number),
    FOREIGN KEY (account_id, notice_id) REFERENCES notice
);

GRANT SELECT, INSERT, UPDATE ON contact, notice_switch, notice_words TO vitrina_app;
GRANT SELECT, INSERT, DELETE ON notice_opt_out TO vitrina_app;
GRANT SELECT, INSERT ON notice_template TO vitrina_app;
GRANT SELECT, INSERT, DELETE ON notice, notice_attempt TO vitrina_app;
GRANT UPDATE (state, reason, attempts, next_attempt_at, sent_at) ON notice TO vitrina_app;
GRANT UPDATE (answer, reason) ON notice_attempt TO vitrina_app;
