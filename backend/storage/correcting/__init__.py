"""Corrections on PostgreSQL: one charge at a time, under the lock of its account."""
