"""Access to the cabinet: passwords, failures and sessions in PostgreSQL."""
