"""Every operation × every role, nobody, and another site's page.

Whoever adds an operation adds its row to ``CELLS``; without one the first test fails. What the
operation needs to find is made in ``things``.
"""

import json

import pytest

from backend.api.operator.app import openapi_document
from backend.api.operator.staff import PUBLIC
from backend.domain.services.access.permissions import PERMISSIONS
from backend.domain.values.roles import Role
from tests.commands import ACCOUNT
from tests.contract.operator.cells import (
    Cell,
    Operation,
    contents,
    operations,
)
from tests.contract.operator.checks import (
    another_sites_page_cannot_act,
    others_may_not,
    strangers_are_told_nothing,
    the_roles_of_the_table_may,
)
from tests.contract.operator.event_things import URL, a_delivery, an_endpoint
from tests.contract.operator.forecast_things import (
    a_coming_debit,
    a_look,
    an_advance_invoice,
)
from tests.contract.operator.notice_things import a_notice, a_text
from tests.contract.operator.portal_things import a_binding, a_portal
from tests.contract.operator.reporting_things import (
    AGREED,
    OF_MAY,
    REGISTER,
    a_difference,
    a_platform_that_charged,
    a_report,
)
from tests.contract.operator.serving_things import (
    a_charge,
    a_correction,
    a_subscription,
    a_wish,
    an_exchange,
    an_invoice,
    an_operation,
)
from tests.contract.operator.things import (
    a_planned_run,
    a_platform,
    an_account,
    an_offer,
    somebody,
    something_due,
    something_parked,
    something_sold,
)
from tests.contract.operator.world import PASSWORD, DeskWorld

CELLS: dict[Operation, Cell] = {
    # oneself
    ("POST", "/session"): Cell(body={"name": "admin", "password": PASSWORD}),
    ("GET", "/session"): Cell(),
    ("DELETE", "/session"): Cell(answer=204),
    ("DELETE", "/sessions"): Cell(answer=204),
    ("POST", "/password"): Cell(
        body={"current": PASSWORD, "new": "another-long-secret"}, answer=204
    ),
    ("POST", "/totp"): Cell(body={"password": PASSWORD}),
    ("POST", "/totp/confirmation"): Cell(body={"code": "000000"}, answer=404),
    ("POST", "/totp/removal"): Cell(body={"password": PASSWORD}, answer=204),
    # the staff
    ("GET", "/staff"): Cell(),
    ("POST", "/staff"): Cell(body={"name": "somebody.else", "role": "cashier"}, answer=201),
    ("PATCH", "/staff/{name}"): Cell(given=somebody, body={"role": "auditor"}),
    ("POST", "/staff/{name}/password"): Cell(given=somebody, body={}),
    # platforms
    ("GET", "/dialects"): Cell(),
    ("GET", "/integrators"): Cell(),
    ("GET", "/integrators/{code}"): Cell(given=a_platform),
    ("POST", "/integrators"): Cell(body={"code": "beta", "title": "B", "dialect": "native"}),
    ("PATCH", "/integrators/{code}"): Cell(given=a_platform, body={"enabled": False}),
    ("POST", "/integrators/{code}/secret"): Cell(given=a_platform, body={}),
    ("POST", "/integrators/{code}/test"): Cell(given=a_platform, body={"wait_seconds": 0}),
    # catalogue
    ("GET", "/products"): Cell(),
    ("GET", "/products/{id}"): Cell(given=something_sold),
    ("POST", "/products"): Cell(body={"code": "kav", "title": "Антивирус"}),
    ("POST", "/products/{id}/archive"): Cell(given=something_sold, body={}),
    ("POST", "/products/{id}/prices"): Cell(
        given=something_sold, body={"amount": "60.00", "valid_from": "2026-06-01"}
    ),
    ("POST", "/products/{id}/registrations"): Cell(
        given=something_sold, body={"number": "205", "since": "2016-03-18"}
    ),
    ("GET", "/templates"): Cell(),
    ("POST", "/templates"): Cell(
        body={"code": "kav", "pattern": "{product}", "valid_from": "2026-06-01"}
    ),
    ("POST", "/templates/preview"): Cell(
        body={"draft": {"pattern": "{product}"}, "example": {"price": "50.00"}}
    ),
    ("GET", "/tax-rates"): Cell(),
    ("POST", "/tax-rates"): Cell(body={"rate": "24", "valid_from": "2028-01-01"}),
    ("GET", "/offers"): Cell(),
    ("GET", "/offers/{integrator}/{version}"): Cell(given=an_offer),
    ("POST", "/offers"): Cell(body={"version": "1", "content": "Оферта"}),
    # accounts
    ("GET", "/accounts"): Cell(),
    ("GET", "/accounts/{number}"): Cell(given=an_account),
    ("POST", "/accounts"): Cell(body={"number": "2", "holder": "Петров"}),
    ("PATCH", "/accounts/{number}"): Cell(
        given=an_account, body={"status": "blocked", "reason": "asked for"}
    ),
    ("POST", "/accounts/{number}/promises"): Cell(
        given=an_account, body={"amount": "10.00", "reason": "asked for"}
    ),
    ("POST", "/accounts/{number}/password"): Cell(given=an_account, body={"reason": "asked for"}),
    ("POST", "/imports/accounts"): Cell(file="number;holder\n2;Petrov\n"),
    # payments
    ("GET", "/accounts/{number}/payments"): Cell(given=an_account),
    ("POST", "/payments"): Cell(
        given=an_account, body={"account": "{number}", "document": "PP-1", "amount": "10.00"}
    ),
    ("POST", "/imports/payments"): Cell(file=f"document;account;amount\nPP-1;{ACCOUNT};10\n"),
    # subscriptions, on behalf of a subscriber
    ("GET", "/accounts/{number}/subscriptions"): Cell(given=a_subscription),
    ("GET", "/accounts/{number}/subscriptions/{id}"): Cell(given=a_subscription),
    ("POST", "/accounts/{number}/previews"): Cell(given=a_wish, body={"product_id": "{product}"}),
    ("POST", "/accounts/{number}/subscriptions"): Cell(
        given=a_wish,
        body={
            "product_id": "{product}",
            "offer_version": "1",
            "offer_hash": "{hash}",
            "reason": "asked for",
        },
        key=True,
    ),
    ("POST", "/accounts/{number}/subscriptions/{id}/previews"): Cell(
        given=a_subscription, body={"act": "unsubscribe"}
    ),
    ("POST", "/accounts/{number}/subscriptions/{id}/acts"): Cell(
        given=a_subscription, body={"act": "pause", "reason": "asked for"}, key=True
    ),
    # operations and charges
    ("GET", "/operations"): Cell(given=an_operation),
    ("GET", "/operations/{integrator}/{kind}/{external_id}"): Cell(given=an_operation),
    ("GET", "/exchanges"): Cell(given=an_exchange),
    ("GET", "/exchanges/{id}"): Cell(given=an_exchange),
    ("GET", "/charges"): Cell(given=a_charge),
    ("GET", "/charges/{id}"): Cell(given=a_charge),
    ("POST", "/charges/{id}/corrections"): Cell(
        given=a_charge,
        body={"kind": "refund", "amount": "1.00", "reason": "a mistake"},
        key=True,
    ),
    ("GET", "/corrections"): Cell(given=a_correction),
    ("POST", "/corrections/{id}/confirmation"): Cell(given=a_correction, body={}),
    ("POST", "/corrections/{id}/rejection"): Cell(
        given=a_correction, body={"reason": "it is right"}
    ),
    # invoices
    ("GET", "/accounts/{number}/invoices"): Cell(given=an_invoice),
    ("GET", "/accounts/{number}/invoices/{id}"): Cell(given=an_invoice),
    ("GET", "/accounts/{number}/invoices/{id}/document.pdf"): Cell(given=an_invoice),
    ("POST", "/accounts/{number}/invoices"): Cell(given=a_subscription, body={"month": "2026-05"}),
    ("POST", "/accounts/{number}/invoices/{id}/credit-notes"): Cell(
        given=an_invoice, body={"left": "50.00", "reason": "another payer"}
    ),
    ("GET", "/accounts/{number}/recalculations/{month}"): Cell(
        given=lambda world: {**a_subscription(world), "month": "2026-05"}
    ),
    ("POST", "/accounts/{number}/recalculations"): Cell(
        given=a_subscription, body={"month": "2026-05", "reason": "a wrong price"}
    ),
    # what is coming
    ("GET", "/accounts/{number}/forecast"): Cell(given=a_coming_debit),
    ("GET", "/forecast"): Cell(given=a_look, query={"by": "product"}),
    ("GET", "/looks"): Cell(given=a_look),
    ("POST", "/looks"): Cell(given=a_coming_debit, body={}),
    ("GET", "/advance-invoices"): Cell(given=an_advance_invoice, query={"account": "{number}"}),
    ("GET", "/advance-invoices/{id}"): Cell(given=an_advance_invoice),
    ("GET", "/advance-invoices/{id}/document.pdf"): Cell(given=an_advance_invoice),
    ("POST", "/advance-invoices/{id}/voiding"): Cell(
        given=an_advance_invoice, body={"reason": "paid in cash"}
    ),
    # billing runs
    ("GET", "/audit"): Cell(),
    ("GET", "/audit/seals"): Cell(),
    ("GET", "/runs"): Cell(),
    ("GET", "/runs/{id}"): Cell(given=a_planned_run),
    ("POST", "/runs"): Cell(given=something_due, body={}),
    ("POST", "/runs/{id}/approval"): Cell(given=a_planned_run, body={"hash": "{hash}"}),
    ("POST", "/runs/{id}/cancellation"): Cell(given=a_planned_run, body={}),
    ("GET", "/parked"): Cell(given=something_parked),
    ("POST", "/parked/{id}/resumption"): Cell(given=something_parked, body={"policy": "all"}),
    # notices to subscribers
    ("GET", "/accounts/{number}/contact"): Cell(given=an_account),
    ("PATCH", "/accounts/{number}/contact"): Cell(
        given=an_account, body={"email": "ivanov@example.com"}
    ),
    ("GET", "/notices"): Cell(),
    ("GET", "/notices/{id}"): Cell(given=a_notice),
    ("POST", "/notices/{id}/resend"): Cell(given=a_notice, body={}),
    ("POST", "/test-notices"): Cell(body={"channel": "email", "to": "admin@example.com"}),
    ("GET", "/notice-templates"): Cell(),
    ("GET", "/notice-templates/{kind}/{channel}/{language}"): Cell(given=a_text),
    ("POST", "/notice-templates"): Cell(
        body={"kind": "resumed", "channel": "gateway", "language": "ru", "text": "{product}"}
    ),
    ("POST", "/notice-templates/reset"): Cell(
        body={"kind": "resumed", "channel": "gateway", "language": "ru"}
    ),
    ("POST", "/notice-templates/preview"): Cell(
        body={"kind": "resumed", "channel": "gateway", "language": "ru"}
    ),
    ("GET", "/notice-settings"): Cell(),
    ("PATCH", "/notice-settings"): Cell(
        body={"switches": [{"kind": "resumed", "channel": "email", "on": False}]}
    ),
    # events
    ("GET", "/event-endpoints"): Cell(given=an_endpoint),
    ("POST", "/event-endpoints"): Cell(body={"url": URL, "topics": ["charge.taken"]}),
    ("PATCH", "/event-endpoints/{id}"): Cell(given=an_endpoint, body={"enabled": False}),
    ("DELETE", "/event-endpoints/{id}"): Cell(given=an_endpoint, answer=204),
    ("POST", "/event-endpoints/{id}/secret"): Cell(given=an_endpoint, body={}),
    ("POST", "/event-endpoints/{id}/ping"): Cell(given=an_endpoint, body={}),
    ("POST", "/event-endpoints/{id}/redeliver"): Cell(
        given=a_delivery, body={"since": "2026-05-01T00:00:00Z"}
    ),
    ("GET", "/event-deliveries"): Cell(given=a_delivery, query={"endpoint": "{endpoint}"}),
    ("GET", "/event-deliveries/{endpoint}/{event}"): Cell(given=a_delivery),
    ("POST", "/event-deliveries/{endpoint}/{event}/redeliver"): Cell(given=a_delivery, body={}),
    ("GET", "/facts"): Cell(given=a_delivery),
    # portals
    ("GET", "/portals"): Cell(given=a_portal),
    ("POST", "/portals"): Cell(body={"code": "city", "title": "City"}),
    ("GET", "/portals/{code}"): Cell(given=a_portal),
    ("PATCH", "/portals/{code}"): Cell(given=a_portal, body={"enabled": False}),
    ("POST", "/portals/{code}/secret"): Cell(given=a_portal, body={}),
    ("GET", "/portals/{code}/bindings"): Cell(given=a_binding),
    ("POST", "/portals/{code}/bindings"): Cell(given=a_portal, body={"accounts": [ACCOUNT]}),
    ("DELETE", "/portals/{code}/bindings/{id}"): Cell(given=a_binding),
    # reports and settlements
    ("GET", "/reports"): Cell(),
    ("GET", "/reports/{name}"): Cell(given=a_report),
    ("GET", "/reports/{name}/file"): Cell(given=a_report, query={"format": "csv"}),
    ("GET", "/integrators/{code}/agreements"): Cell(given=a_platform_that_charged),
    ("POST", "/integrators/{code}/agreements"): Cell(given=a_platform_that_charged, body=AGREED),
    ("GET", "/integrators/{code}/reconciliations"): Cell(given=a_platform_that_charged),
    ("POST", "/integrators/{code}/reconciliations"): Cell(
        given=a_platform_that_charged, file=REGISTER, query=OF_MAY
    ),
    ("GET", "/reconciliations/{id}"): Cell(given=a_difference),
    ("POST", "/reconciliations/{id}/lines/{line}/settlement"): Cell(
        given=a_difference, body={"remedy": "note", "reason": "they will correct it"}
    ),
}

NAMES = dict(operations())


def test_every_operation_has_its_cell() -> None:
    documented = {
        (method.upper(), path)
        for path, methods in json.loads(openapi_document())["paths"].items()
        for method in methods
    }
    assert documented == NAMES.keys()
    assert documented - CELLS.keys() == set(), "operations without a row in CELLS"
    assert CELLS.keys() - documented == set(), "rows of operations that are none"


def test_every_permission_is_of_an_operation() -> None:
    names = set(NAMES.values()) - PUBLIC
    assert names - PERMISSIONS.keys() == set(), "operations that are nobody's"
    assert PERMISSIONS.keys() - names == set(), "permissions for what cannot be done"


@pytest.mark.parametrize("operation", sorted(CELLS), ids=" ".join)
def test_who_may(world: DeskWorld, operation: Operation) -> None:
    cell, name = CELLS[operation], NAMES[operation]
    things = cell.given(world)
    people = {role: world.person(role) for role in Role}
    before = contents(world)
    if name not in PUBLIC:
        strangers_are_told_nothing(world, cell, operation, things)
        others_may_not(people, name, cell, operation, things)
    if operation[0] != "GET":
        another_sites_page_cannot_act(people, name, cell, operation, things)
    assert contents(world) == before, "who may not has changed something"
    if name not in PUBLIC:
        the_roles_of_the_table_may(people, name, cell, operation, things)
