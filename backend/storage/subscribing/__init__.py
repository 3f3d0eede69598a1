"""Subscribing's SQL: one account with its subscriptions in, decisions out; and what is due."""
