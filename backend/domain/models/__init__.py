"""Entities: the tables, one noun per file. Rules that protect money are in the migrations' SQL.

These classes do not validate (SQLModel tables never do): edges validate, the database constrains.
"""

from backend.domain.models.account import Account
from backend.domain.models.charge import Charge
from backend.domain.models.exchange import Exchange
from backend.domain.models.hold import Hold
from backend.domain.models.integrator import Integrator, IntegratorSecret
from backend.domain.models.ledger import Entry, LedgerTransaction
from backend.domain.models.operation import Operation
from backend.domain.models.payment import Payment
from backend.domain.models.product import Price, Product
from backend.domain.models.subscription import Subscription, SubscriptionEvent

__all__ = [
    "Account",
    "Charge",
    "Entry",
    "Exchange",
    "Hold",
    "Integrator",
    "IntegratorSecret",
    "LedgerTransaction",
    "Operation",
    "Payment",
    "Price",
    "Product",
    "Subscription",
    "SubscriptionEvent",
]
