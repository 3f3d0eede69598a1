"""Invoicing without a database."""
