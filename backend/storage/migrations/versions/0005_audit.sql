-- The audit: what the staff did, sealed afterwards.

-- A row is written in the transaction that does what it tells of. xact orders the sealing: a row is
-- sealed once no older transaction can still commit one before it.
CREATE TABLE audit (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xact           bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    at             timestamptz NOT NULL,
    actor          text NOT NULL,
    role           text NOT NULL,
    address        text NOT NULL,
    correlation_id text NOT NULL,
    operation      text NOT NULL,
    subject        text NOT NULL,
    account        text,
    reason         text NOT NULL,
    before         jsonb,
    after          jsonb
);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_audit_account ON audit (account, id) WHERE account IS NOT NULL;
CREATE INDEX ix_audit_unsealed ON audit (xact, id);

-- A link of the chain: the digest covers the digest before it and the rows in order.
CREATE TABLE audit_seal (
    number    bigint PRIMARY KEY CHECK (number > 0),
    last_xact bigint NOT NULL,
    rows      integer NOT NULL CHECK (rows > 0),
    digest    bytea NOT NULL CHECK (length(digest) = 32),
    sealed_at timestamptz NOT NULL
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

GRANT SELECT, INSERT ON audit, audit_seal TO vitrina_app;
