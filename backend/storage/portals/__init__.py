"""Portals, their tokens, bindings, quotas, and the requests that are done once."""
