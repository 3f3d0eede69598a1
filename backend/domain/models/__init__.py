"""Entities: the tables, one noun per file. Rules that protect money are in the migrations' SQL.

These classes do not validate (SQLModel tables never do): edges validate, the database constrains.
"""

from backend.domain.models.account import Account, AccountWords, Book, Resumption
from backend.domain.models.advance import (
    AdvanceCheck,
    AdvanceCounter,
    AdvanceInvoice,
    AdvanceLine,
)
from backend.domain.models.audit import Audit, AuditSeal, AuditSealed
from backend.domain.models.billing_run import BillingRun, Parked, RunChunk, RunLine
from backend.domain.models.booking import Booking
from backend.domain.models.cabinet import Act, CabinetSession, Credential, SignInFailure
from backend.domain.models.charge import Charge, Refund
from backend.domain.models.charge_template import ChargeTemplate, TaxRate
from backend.domain.models.correction import Correction
from backend.domain.models.event import EventAttempt, EventDelivery, EventEndpoint
from backend.domain.models.exchange import Exchange
from backend.domain.models.forecast import ForecastChunk, ForecastPass, ForecastTotal
from backend.domain.models.hold import Hold
from backend.domain.models.instruction import Instruction
from backend.domain.models.integrator import Integrator, IntegratorSecret
from backend.domain.models.invoice import Invoice, InvoiceCounter, InvoiceLine, Seller
from backend.domain.models.ledger import Entry, LedgerTransaction
from backend.domain.models.notice import (
    Contact,
    Notice,
    NoticeAttempt,
    NoticeOptOut,
    NoticeSwitch,
    NoticeTemplate,
    NoticeWords,
)
from backend.domain.models.offer import Offer
from backend.domain.models.operation import Operation
from backend.domain.models.outbox import Interest, Outbox
from backend.domain.models.payment import Payment
from backend.domain.models.portal import (
    Portal,
    PortalBinding,
    PortalRequest,
    PortalSecret,
    PortalToken,
    PortalUsage,
)
from backend.domain.models.product import Price, Product, Registration
from backend.domain.models.reporting import Refusal, SubscriptionChange, SubscriptionTally
from backend.domain.models.settlement import Agreement, Reconciliation, ReconciliationLine
from backend.domain.models.staff import Staff, StaffSession
from backend.domain.models.subscription import (
    Consent,
    Subscription,
    SubscriptionEvent,
    SubscriptionPeriod,
    Trial,
)

__all__ = [
    "Account",
    "AccountWords",
    "Act",
    "AdvanceCheck",
    "AdvanceCounter",
    "AdvanceInvoice",
    "AdvanceLine",
    "Agreement",
    "Audit",
    "AuditSeal",
    "AuditSealed",
    "BillingRun",
    "Book",
    "Booking",
    "CabinetSession",
    "Charge",
    "ChargeTemplate",
    "Consent",
    "Contact",
    "Correction",
    "Credential",
    "Entry",
    "EventAttempt",
    "EventDelivery",
    "EventEndpoint",
    "Exchange",
    "ForecastChunk",
    "ForecastPass",
    "ForecastTotal",
    "Hold",
    "Instruction",
    "Integrator",
    "IntegratorSecret",
    "Interest",
    "Invoice",
    "InvoiceCounter",
    "InvoiceLine",
    "LedgerTransaction",
    "Notice",
    "NoticeAttempt",
    "NoticeOptOut",
    "NoticeSwitch",
    "NoticeTemplate",
    "NoticeWords",
    "Offer",
    "Operation",
    "Outbox",
    "Parked",
    "Payment",
    "Portal",
    "PortalBinding",
    "PortalRequest",
    "PortalSecret",
    "PortalToken",
    "PortalUsage",
    "Price",
    "Product",
    "Reconciliation",
    "ReconciliationLine",
    "Refund",
    "Refusal",
    "Registration",
    "Resumption",
    "RunChunk",
    "RunLine",
    "Seller",
    "SignInFailure",
    "Staff",
    "StaffSession",
    "Subscription",
    "SubscriptionChange",
    "SubscriptionEvent",
    "SubscriptionPeriod",
    "SubscriptionTally",
    "TaxRate",
    "Trial",
]
