"""Files of accounts and payments on a real database."""
