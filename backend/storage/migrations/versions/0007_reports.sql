-- What reports are counted from: tallies, agreements, reconciliations.
SELECT 1;
