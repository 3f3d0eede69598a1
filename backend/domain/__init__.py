"""Decisions about money, periods and subscriptions.

Owns: values, entities, pure decisions, services and the ports they need.
Does not own: HTTP, XML, SQL, clocks, randomness. Those come in as arguments.
"""
