"""The cabinet: what a subscriber is shown of the own account, and what may be done with it.

Owns: cards of subscriptions, the summary, the shelf of products, months of charges. Pure functions
over rows that were read without a lock: they inform, and decide nothing that moves money. Does not
own: the acts (``services.subscribing``), who is signed in (``services.access``), SQL.
"""
