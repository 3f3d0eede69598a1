"""Accounts as the staff finds them."""
