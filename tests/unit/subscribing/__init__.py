"""Decisions about subscriptions, without a database."""
