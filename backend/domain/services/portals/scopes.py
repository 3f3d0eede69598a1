"""What a portal may do: the one table, for the checks and for the documentation.

An operation is called as its endpoint is. One that is not in the table is nobody's, and the
application refuses to start with it.
"""

from collections.abc import Mapping
from enum import StrEnum


class Scope(StrEnum):
    """A right that a portal has and a token carries; OAuth 2's word."""

    ACCOUNTS_READ = "accounts:read"
    SUBSCRIPTIONS_READ = "subscriptions:read"
    SUBSCRIPTIONS_WRITE = "subscriptions:write"
    STOREFRONT_LINK = "storefront:link"
    INVOICES_READ = "invoices:read"
    FORECAST_READ = "forecast:read"
    NOTICES_READ = "notices:read"
    NOTICES_WRITE = "notices:write"
    BINDINGS_REQUEST = "bindings:request"
    EVENTS_MANAGE = "events:manage"


ABOUT: Mapping[Scope, str] = {
    Scope.ACCOUNTS_READ: "see the holder, the balance and the movements of money",
    Scope.SUBSCRIPTIONS_READ: "see the subscriptions and what can be had",
    Scope.SUBSCRIPTIONS_WRITE: "subscribe, unsubscribe, pause and resume",
    Scope.STOREFRONT_LINK: "open a platform's storefront for the account",
    Scope.INVOICES_READ: "see invoices and advance invoices",
    Scope.FORECAST_READ: "see the coming debits",
    Scope.NOTICES_READ: "see the notices and their settings",
    Scope.NOTICES_WRITE: "change what the subscriber is told, and when",
    Scope.BINDINGS_REQUEST: "ask subscribers for access to their accounts",
    Scope.EVENTS_MANAGE: "be told what happens to the accounts",
}
"""What each means, for the person who grants it."""

SCOPES: Mapping[str, Scope] = {
    "accounts": Scope.ACCOUNTS_READ,
    "profile": Scope.ACCOUNTS_READ,
    "summary": Scope.ACCOUNTS_READ,
    "movements": Scope.ACCOUNTS_READ,
    "months": Scope.ACCOUNTS_READ,
    "subscriptions": Scope.SUBSCRIPTIONS_READ,
    "subscription": Scope.SUBSCRIPTIONS_READ,
    "activation": Scope.SUBSCRIPTIONS_READ,
    "catalogue": Scope.SUBSCRIPTIONS_READ,
    "preview": Scope.SUBSCRIPTIONS_READ,
    "preview_act": Scope.SUBSCRIPTIONS_READ,
    "subscribe": Scope.SUBSCRIPTIONS_WRITE,
    "act": Scope.SUBSCRIPTIONS_WRITE,
    "storefront_link": Scope.STOREFRONT_LINK,
    "invoices": Scope.INVOICES_READ,
    "invoice": Scope.INVOICES_READ,
    "invoice_document": Scope.INVOICES_READ,
    "draft": Scope.INVOICES_READ,
    "draft_document": Scope.INVOICES_READ,
    "advance_invoices": Scope.INVOICES_READ,
    "advance_invoice": Scope.INVOICES_READ,
    "advance_invoice_document": Scope.INVOICES_READ,
    "forecast": Scope.FORECAST_READ,
    "notices": Scope.NOTICES_READ,
    "notice_settings": Scope.NOTICES_READ,
    "change_notice_settings": Scope.NOTICES_WRITE,
    "bindings": Scope.BINDINGS_REQUEST,
    "binding": Scope.BINDINGS_REQUEST,
    "request_binding": Scope.BINDINGS_REQUEST,
    "give_up_binding": Scope.BINDINGS_REQUEST,
    "event_endpoints": Scope.EVENTS_MANAGE,
    "add_event_endpoint": Scope.EVENTS_MANAGE,
    "change_event_endpoint": Scope.EVENTS_MANAGE,
    "rotate_event_secret": Scope.EVENTS_MANAGE,
    "remove_event_endpoint": Scope.EVENTS_MANAGE,
    "ping_event_endpoint": Scope.EVENTS_MANAGE,
    "deliveries": Scope.EVENTS_MANAGE,
    "delivery": Scope.EVENTS_MANAGE,
    "redeliver": Scope.EVENTS_MANAGE,
    "redeliver_since": Scope.EVENTS_MANAGE,
}
"""Operation → the scope that it needs."""

OF_ACCOUNTS = frozenset(Scope) - {Scope.BINDINGS_REQUEST, Scope.EVENTS_MANAGE}
"""Those that a subscriber may grant of an account; the others are the portal's own."""
