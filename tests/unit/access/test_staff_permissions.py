"""The table of permissions keeps what the roles promise, and its page says the same."""

import re

from backend.api.operator.app import openapi_document, routes
from backend.api.operator.staff import PUBLIC
from backend.domain.services.access.permissions import ONESELF, PERMISSIONS, operations_of
from backend.domain.values.roles import Role
from tools.roles_page import render

LOOKING = {
    "preview_template",
    "preview_recalculation",
    "preview_notice_template",
    "verify_audit",
}
"""Sent with POST, and changing nothing."""


def test_an_admin_may_do_everything() -> None:
    assert operations_of(Role.ADMIN) == list(PERMISSIONS)


def test_an_auditor_changes_nothing() -> None:
    methods = {route.name: route.methods for route in routes()}
    changing = {name for name, allowed in methods.items() if allowed != {"GET"}}
    assert changing & set(operations_of(Role.AUDITOR)) <= {*ONESELF, *LOOKING}
    assert set(operations_of(Role.AUDITOR)) - {*ONESELF, *LOOKING}, "but sees"


def test_a_cashier_takes_payments_and_rules_nothing() -> None:
    may = set(operations_of(Role.CASHIER))
    assert {"record_payment", "import_payments", "accounts"} <= may
    assert may <= set(operations_of(Role.MANAGER))


def test_only_admins_appoint_and_connect() -> None:
    ruling = {name for name, roles in PERMISSIONS.items() if roles == {Role.ADMIN}}
    assert {"add_member", "change_member", "reset_password", "add_integrator"} <= ruling


def test_the_page_has_a_row_for_every_operation() -> None:
    ticks = {
        call: row.count("✓")
        for row, call in re.findall(r"^(\|.*\| `(.+ /.*)` \|)$", render(), re.MULTILINE)
    }
    for route in routes():
        if route.name not in PUBLIC:
            call = f"{''.join(route.methods or ())} {route.path_format}"
            assert ticks.pop(call) == len(PERMISSIONS[route.name])
    assert ticks == {}


def test_the_contract_says_who_may() -> None:
    assert openapi_document().count("Roles: ") == len(routes()) - len(
        [route for route in routes() if route.name in PUBLIC]
    )
