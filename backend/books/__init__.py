"""The billing that keeps subscribers' money, where that is not Vitrina: its HTTP contract, called.

``docs/remote-billing.md`` is for whoever answers these calls.
"""
