"""The audit on PostgreSQL: sealed afterwards, and proof against whoever changes it."""
