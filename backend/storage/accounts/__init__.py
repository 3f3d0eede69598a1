"""Accounts as the staff finds them, and accounts and payments that come in files."""
