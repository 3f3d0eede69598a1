"""Reports, decided and written without a database."""
