-- Portals: third-party cabinets, their tokens and the accounts that they are bound to.

CREATE TABLE portal (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{1,31}$'),
    title      text NOT NULL,
    enabled    boolean NOT NULL,
    reach      text NOT NULL CHECK (reach IN ('all', 'bound')),
    scopes     text[] NOT NULL,
    created_at timestamptz NOT NULL
);

ALTER TABLE event_endpoint ADD FOREIGN KEY (portal_id) REFERENCES portal;

-- Which accounts a portal acts for: listed by the operator, or as the subscriber agreed.
CREATE TABLE portal_binding (
    portal_id  uuid NOT NULL REFERENCES portal,
    account_id bigint NOT NULL REFERENCES account,
    id         uuid NOT NULL UNIQUE,
    source     text NOT NULL CHECK (source IN ('operator', 'consent')),
    state      text NOT NULL CHECK (state IN ('pending', 'active', 'refused', 'revoked', 'expired')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (portal_id, account_id, id)
);
CREATE UNIQUE INDEX portal_binding_living ON portal_binding (portal_id, account_id)
    WHERE state IN ('pending', 'active');
CREATE INDEX ix_portal_binding_account_id ON portal_binding (account_id);

CREATE FUNCTION portal_reaches(asked uuid, account bigint) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (
        SELECT FROM portal p WHERE p.id = asked AND p.enabled AND (
            p.reach = 'all' OR EXISTS (
                SELECT FROM portal_binding b
                WHERE b.portal_id = p.id AND b.account_id = account AND b.state = 'active')));

GRANT SELECT, INSERT, UPDATE ON portal, portal_binding TO vitrina_app;
