"""Telling: facts become events for endpoints.

Owns: what an event says and in which words, when a delivery is tried again, when an endpoint is
given up. Does not own: what a fact is and who writes it (``domain.events`` and the books), notices
to subscribers.
"""
