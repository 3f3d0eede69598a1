"""Logs, the correlation id and metrics: what every layer may use, and what knows none of them."""
