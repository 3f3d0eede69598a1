"""Billing: what subscriptions cost, period after period, and how a run charges them.

Owns: the line (price, part of a period, tax, text), the chain of periods, the run's decisions.
Does not own: reading and writing (``backend.storage.billing``), documents, the platforms' charges.
"""
