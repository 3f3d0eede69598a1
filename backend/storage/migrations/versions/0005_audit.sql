-- The audit: what the staff did, sealed afterwards.

-- A row is written in the transaction that does what it tells of.
CREATE TABLE audit (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
CREATE INDEX ix_audit_actor ON audit (actor, id);

-- A link of the chain: its digest covers the digest before it and its rows in the order of ids.
-- Which rows are its own is said row by row, because a row with a lower id may be committed later.
CREATE TABLE audit_seal (
    number    bigint PRIMARY KEY CHECK (number > 0),
    digest    bytea NOT NULL CHECK (length(digest) = 32),
    sealed_at timestamptz NOT NULL
);
CREATE TABLE audit_sealed (
    audit_id bigint PRIMARY KEY REFERENCES audit,
    seal     bigint NOT NULL REFERENCES audit_seal
);
CREATE INDEX ix_audit_sealed_seal ON audit_sealed (seal, audit_id);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_sealed
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit_sealed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

GRANT SELECT, INSERT ON audit, audit_seal, audit_sealed TO vitrina_app;
