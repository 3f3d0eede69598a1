-- Accounts are found by the beginning of their number and by their holder's words. Whatever is kept
-- for that is kept where a charge, which writes the account's row, does not touch it.

-- In bytewise order the index that every charge uses finds beginnings, too, in every database.
ALTER TABLE account ALTER COLUMN number TYPE text COLLATE "C";

-- The words of a name, small and with «е» for «ё», as whoever looks for them types them. Core
-- PostgreSQL finds the beginning of a word in a tsvector; its own parser, which knows addresses and
-- hyphens, is left out of it.
CREATE FUNCTION words_of(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(
        regexp_split_to_array(translate(lower(name), 'ё', 'е'), '[^[:alnum:]]+'), ''))
$$;

CREATE TABLE account_words (
    account_id bigint PRIMARY KEY REFERENCES account,
    words      tsvector NOT NULL
);
INSERT INTO account_words SELECT id, words_of(holder) FROM account;
CREATE INDEX account_words_words ON account_words USING gin (words);

CREATE FUNCTION note_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO account_words SELECT id, words_of(holder) FROM opened;
    RETURN NULL;
END $$;
CREATE TRIGGER words_of_new_ones AFTER INSERT ON account REFERENCING NEW TABLE AS opened
    FOR EACH STATEMENT EXECUTE FUNCTION note_words();

CREATE FUNCTION change_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE account_words SET words = words_of(NEW.holder) WHERE account_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER words_of_another_holder AFTER UPDATE OF holder ON account
    FOR EACH ROW EXECUTE FUNCTION change_words();

-- Few are blocked or closed; the many active ones need no index to be found.
CREATE INDEX account_by_status ON account (status, number) WHERE status <> 'active';

GRANT SELECT, INSERT, UPDATE ON account_words TO vitrina_app;
