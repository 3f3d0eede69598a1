"""Forecasts' SQL: what a forecast starts from, looks ahead over everybody, advance invoices."""
