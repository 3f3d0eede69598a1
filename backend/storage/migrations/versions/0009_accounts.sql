-- Accounts are found by the beginning of their number and by their holder's words.

-- The words of a name, small and with «е» for «ё», as whoever looks for them types them. Core
-- PostgreSQL finds the beginning of a word in a tsvector; its own parser, which knows addresses and
-- hyphens, is left out of it.
CREATE FUNCTION words_of(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(
        regexp_split_to_array(translate(lower(name), 'ё', 'е'), '[^[:alnum:]]+'), ''))
$$;

-- None of the three has a column that a charge changes, so balances are still updated in place.
CREATE INDEX account_by_number ON account (number text_pattern_ops);
CREATE INDEX account_by_holder ON account USING gin (words_of(holder)) WITH (fastupdate = off);
-- Few are blocked or closed; the many active ones need no index to be found.
CREATE INDEX account_by_status ON account (status, number text_pattern_ops)
    WHERE status <> 'active';
