"""Invoicing: an account's charges of a month become documents that never change.

Documents follow the ledger. What stands there and is on no document goes on the next invoice of its
month; what was invoiced and no longer stands is credited. So finalising is a settlement that may be
repeated at any time: with nothing new it writes nothing.
"""
