"""The operator's desk in a real browser."""
