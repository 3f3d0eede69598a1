"""Tests of billing runs and documents on PostgreSQL, by one process and by several."""
