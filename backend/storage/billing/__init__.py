"""Billing's SQL: accounts by the chunk in, decisions out, rows written by COPY."""
