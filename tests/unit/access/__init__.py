"""Signing in: passwords, limits, marks and tokens, without a database."""
