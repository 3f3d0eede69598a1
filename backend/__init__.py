"""Vitrina: the storefront of software subscriptions, and the charging behind it."""
