"""Signing in on PostgreSQL: what is counted, who is let in, what ends."""
