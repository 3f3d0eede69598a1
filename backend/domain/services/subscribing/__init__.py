"""Subscribing: what a subscriber does with the own subscriptions, and what money does.

Every act is one pure decision over an account's state; a preview is the same decision, not stored.
Owns: beginning, leaving, pausing and changing, resumption after a payment, and what ends by itself.
Of what platforms charge: leaving and keeping it, and what the platform is told of that.
Does not own: prices and lines (``services.billing``), what platforms do (``services.charging``),
SQL.
"""
