"""Telling platforms, on PostgreSQL."""
