-- Accounts whose money is kept by another billing.
SELECT 1;
