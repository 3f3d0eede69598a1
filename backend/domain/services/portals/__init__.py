"""Portals: third-party cabinets that act for accounts which they are bound to.

Owns: who a portal is, its scopes, whom it reaches, and that a request is done once.
Does not own: what is done for the account, which is what the cabinet does.
"""
