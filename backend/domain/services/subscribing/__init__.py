"""Subscribing: what a subscriber does with billing-charged subscriptions, and what money does.

Every act is one pure decision over an account's state; a preview is the same decision, not stored.
Owns: beginning, leaving, pausing and changing, resumption after a payment, and what ends by itself.
Does not own: prices and lines (``services.billing``), platforms' subscriptions, SQL.
"""
