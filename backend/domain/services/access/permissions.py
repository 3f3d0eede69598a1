"""Who of the staff may do what: the one table, for the checks and for the documentation.

An operation is called as its endpoint is. One that is not in the table is nobody's, and the
application refuses to start with it.
"""

from collections.abc import Mapping

from backend.domain.values.roles import Role

_ALL = frozenset(Role)
_SEEING = _ALL - {Role.CASHIER}
_SERVING = frozenset({Role.MANAGER, Role.ADMIN})
_PAYING = _SERVING | {Role.CASHIER}
_RULING = frozenset({Role.ADMIN})
_CHECKING = frozenset({Role.ADMIN, Role.AUDITOR})

ONESELF = (
    "session",
    "sign_out",
    "sign_out_everywhere",
    "change_password",
    "begin_totp",
    "confirm_totp",
    "remove_totp",
)
"""What everybody may do, even before a second factor is set up where one is required."""

PERMISSIONS: Mapping[str, frozenset[Role]] = {
    # oneself
    **dict.fromkeys(ONESELF, _ALL),
    # the staff
    "staff": _CHECKING,
    "add_member": _RULING,
    "change_member": _RULING,
    "reset_password": _RULING,
    # platforms
    "integrators": _SEEING,
    "integrator": _SEEING,
    "dialects": _SEEING,
    "add_integrator": _RULING,
    "change_integrator": _RULING,
    "rotate_secret": _RULING,
    "test_connection": _RULING,
    # catalogue
    "products": _ALL,
    "product": _SEEING,
    "save_product": _SERVING,
    "archive_product": _SERVING,
    "set_price": _SERVING,
    "register_product": _SERVING,
    "templates": _SEEING,
    "save_template": _SERVING,
    "preview_template": _SEEING,
    "tax_rates": _SEEING,
    "set_tax_rate": _RULING,
    "offers": _SEEING,
    "offer": _SEEING,
    "publish_offer": _SERVING,
    # accounts
    "accounts": _ALL,
    "account": _ALL,
    "open_account": _SERVING,
    "change_account": _SERVING,
    "promise_payment": _PAYING,
    "set_account_password": _SERVING,
    "import_accounts": _SERVING,
    # payments
    "payments": _ALL,
    "record_payment": _PAYING,
    "import_payments": _PAYING,
    # subscriptions, on behalf of a subscriber
    "subscriptions": _ALL,
    "subscription": _SEEING,
    "preview_subscription": _SERVING,
    "subscribe": _SERVING,
    "preview_act": _SERVING,
    "act": _SERVING,
    # operations and charges
    "operations": _SEEING,
    "operation": _SEEING,
    "exchanges": _SEEING,
    "exchange": _SEEING,
    "charges": _ALL,
    "charge": _SEEING,
    "correct_charge": _SERVING,
    "corrections": _SEEING,
    "confirm_correction": _SERVING,
    "reject_correction": _SERVING,
    # billing runs
    "runs": _SEEING,
    "run": _SEEING,
    "plan_run": _SERVING,
    "approve_run": _SERVING,
    "cancel_run": _SERVING,
    "parked": _SEEING,
    "resume_parked": _SERVING,
    # invoices
    "invoices": _ALL,
    "invoice": _ALL,
    "invoice_document": _ALL,
    "finalise_invoice": _SERVING,
    "credit_invoice": _SERVING,
    "preview_recalculation": _SEEING,
    "recalculate": _SERVING,
    # what is coming
    "account_forecast": _ALL,
    "forecast": _SEEING,
    "looks": _SEEING,
    "look_ahead": _SERVING,
    "advance_invoices": _ALL,
    "advance_invoice": _ALL,
    "advance_invoice_document": _ALL,
    "void_advance_invoice": _SERVING,
    # notices to subscribers
    "contact": _ALL,
    "change_contact": _SERVING,
    "notices": _SEEING,
    "notice": _SEEING,
    "resend_notice": _SERVING,
    "send_test_notice": _SERVING,
    "notice_templates": _SEEING,
    "notice_template": _SEEING,
    "save_notice_template": _SERVING,
    "reset_notice_template": _SERVING,
    "preview_notice_template": _SEEING,
    "notice_settings": _SEEING,
    "change_notice_settings": _SERVING,
    # events
    "event_endpoints": _SEEING,
    "add_event_endpoint": _RULING,
    "change_event_endpoint": _RULING,
    "remove_event_endpoint": _RULING,
    "rotate_event_secret": _RULING,
    "ping_event_endpoint": _RULING,
    "event_deliveries": _SEEING,
    "event_delivery": _SEEING,
    "redeliver_event": _SERVING,
    "redeliver_events": _SERVING,
    "facts": _SEEING,
    # portals
    "portals": _SEEING,
    "portal": _SEEING,
    "add_portal": _RULING,
    "change_portal": _RULING,
    "rotate_portal_secret": _RULING,
    "portal_bindings": _SEEING,
    "bind_accounts": _SERVING,
    "unbind_account": _SERVING,
    # what happened, and what it comes to
    "audit": _CHECKING,
    "verify_audit": _CHECKING,
    "reports": _SEEING,
    "report": _SEEING,
    "export_report": _SEEING,
    "agreements": _SEEING,
    "set_agreement": _RULING,
    "reconciliations": _SEEING,
    "reconciliation": _SEEING,
    "reconcile": _SERVING,
    "correct_difference": _SERVING,
}
"""Operation → who may do it."""


def operations_of(role: Role) -> list[str]:
    """What a role may do, in the order of the table."""
    return [operation for operation, roles in PERMISSIONS.items() if role in roles]
