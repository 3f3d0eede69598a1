"""Invoicing on PostgreSQL."""
