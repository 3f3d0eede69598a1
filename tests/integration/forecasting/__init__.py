"""Forecasts on a real database: what is foreseen is what the run then does."""
