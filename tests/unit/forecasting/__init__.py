"""Forecasts and advance invoices, decided without a database."""
