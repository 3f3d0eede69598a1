-- What happened, as the books say it, and who is told.

-- number: the order of facts. One account's facts are written under its lock, so theirs is the order
-- in which they were committed.
ALTER TABLE outbox
    ADD COLUMN number          bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN subscription_id uuid;
DROP INDEX outbox_unsent;
CREATE UNIQUE INDEX outbox_unsent ON outbox (number) WHERE sent_at IS NULL;

-- Which topics anybody wants to hear of: what nobody wants is not written. who: "notices", or the id
-- of a webhook endpoint.
CREATE TABLE interest (
    topic text NOT NULL,
    who   text NOT NULL,
    PRIMARY KEY (topic, who)
);
CREATE FUNCTION wanted(asked text) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM interest WHERE topic = asked);

GRANT SELECT, INSERT, DELETE ON interest TO vitrina_app;
