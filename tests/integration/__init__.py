"""Tests of the ways out against the real thing: PostgreSQL, files, processes."""
