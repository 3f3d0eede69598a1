"""The chart of ledger accounts and the kinds of movement between them.

An entry (проводка) names both sides at once: a debited and a credited ledger account and one
positive sum. So a transaction whose entries do not sum to zero cannot even be written down.
"""

from enum import StrEnum


class LedgerAccount(StrEnum):
    """Only the subscriber's side has a stored balance; the others are sums over entries."""

    SUBSCRIBER = "subscriber"
    CASH = "cash"
    REVENUE = "revenue"
    VAT = "vat"
    ELSEWHERE = "elsewhere"
    """The subscriber's side where another billing keeps the money: what that billing owes us."""


class TransactionKind(StrEnum):
    """Why money moved."""

    CHARGE = "charge"
    REVERSAL = "reversal"
    PAYMENT = "payment"
    REFUND = "refund"
    """A part of a charge given back: the charge stands, unlike after a reversal."""
