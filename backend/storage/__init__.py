"""PostgreSQL: the only place with SQL, sessions and transactions."""
