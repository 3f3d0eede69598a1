"""Booking: charging money that another billing keeps.

Every charge goes three steps: what is to be taken is written down and committed; the other billing
sets it aside; then it is decided, as ever, and the ledger and the booking's end are written in one
transaction. What that billing has to do afterwards (capture, release, reverse) is driven until it
answers. Owns: the port to that billing, what a decision may rely on, how a booking ends.
Does not own: the decisions themselves (``services.charging``, ``billing``, ``subscribing``), SQL,
HTTP.
"""
