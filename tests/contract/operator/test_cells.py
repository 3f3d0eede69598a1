"""Every operation × every role, nobody, and another site's page.

Whoever adds an operation adds its row to ``CELLS``; without one the first test fails.
"""

import json
from datetime import date

import pytest

from backend.api.operator.app import openapi_document
from backend.api.operator.staff import PUBLIC
from backend.domain.services.access.permissions import PERMISSIONS
from backend.domain.services.catalogue.publish_offer import NewOffer, publish_offer
from backend.domain.values.billing import CatchUp
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.roles import Role
from backend.storage.repositories import OfferRepository
from tests.commands import ACCOUNT
from tests.contract.operator.cells import (
    Cell,
    Operation,
    Things,
    contents,
    is_refused_by_role,
    operations,
)
from tests.contract.operator.world import PASSWORD, DeskWorld


def a_planned_run(world: DeskWorld) -> Things:
    """A run that may be approved."""
    world.subscribers(1, world.product("antivirus", 50_00), balance=50_00)
    planned = world.plan()
    return {"id": str(planned.id), "hash": planned.hash or ""}


def something_due(world: DeskWorld) -> Things:
    """A subscription that today's run would charge."""
    world.subscribers(1, world.product("antivirus", 50_00), balance=50_00)
    return {}


def something_parked(world: DeskWorld) -> Things:
    """A subscription that a run has left to a person."""
    parked = world.product("antivirus", 50_00, catch_up=CatchUp.PARK)
    world.subscribers(1, parked, balance=500_00)
    world.set_day(date(2026, 6, 3))
    world.run()
    (waiting,) = world.billing.parked()
    return {"id": str(waiting.subscription_id)}


def an_account(_world: DeskWorld) -> Things:
    """The subscriber's."""
    return {"number": ACCOUNT}


def somebody(world: DeskWorld) -> Things:
    """Another cashier."""
    world.person(Role.CASHIER, "somebody")
    return {"name": "somebody"}


def a_platform(world: DeskWorld) -> Things:
    """A platform that is connected."""
    world.integrator("alpha")
    return {"code": "alpha"}


def something_sold(world: DeskWorld) -> Things:
    """A product of the operator, with a template."""
    return {"id": str(world.product("antivirus", 50_00))}


def an_offer(world: DeskWorld) -> Things:
    """A text that can be accepted."""
    offer = NewOffer(
        integrator_id=OPERATOR_ID, version="1", valid_from=date(2026, 5, 1), content="Оферта"
    )
    with world.session() as session:
        publish_offer(offer, OfferRepository(session), world.clock.moment())
    return {"integrator": "operator", "version": "1"}


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
    # billing runs
    ("GET", "/runs"): Cell(),
    ("GET", "/runs/{id}"): Cell(given=a_planned_run),
    ("POST", "/runs"): Cell(given=something_due, body={}),
    ("POST", "/runs/{id}/approval"): Cell(given=a_planned_run, body={"hash": "{hash}"}),
    ("POST", "/runs/{id}/cancellation"): Cell(given=a_planned_run, body={}),
    ("GET", "/parked"): Cell(given=something_parked),
    ("POST", "/parked/{id}/resumption"): Cell(given=something_parked, body={"policy": "all"}),
}

NOT_YET = """
subscriptions subscription preview_subscription subscribe preview_act act
operations operation exchanges exchange
charges charge correct_charge corrections confirm_correction reject_correction
invoices invoice invoice_document finalise_invoice credit_invoice
preview_recalculation recalculate
audit verify_audit
reports report export_report
agreements set_agreement reconciliations reconciliation reconcile correct_difference
"""
"""Rows of ``PERMISSIONS`` that are still to be written; whoever does so strikes them out."""

NAMES = dict(operations())
ASKED_BY_ROLE = sorted(operation for operation in CELLS if NAMES.get(operation) not in PUBLIC)
CHANGING = sorted(operation for operation in CELLS if operation[0] != "GET")
ANOTHER_SITE = (
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
    {"Origin": "null", "Sec-Fetch-Site": ""},
    {"Origin": "", "Sec-Fetch-Site": "same-site"},
)


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
    names = set(NAMES.values())
    assert names - PERMISSIONS.keys() - PUBLIC == set(), "operations that are nobody's"
    assert PERMISSIONS.keys() - names == set(NOT_YET.split())


@pytest.mark.parametrize("operation", ASKED_BY_ROLE, ids=" ".join)
def test_each_role_may_do_what_the_table_says(world: DeskWorld, operation: Operation) -> None:
    cell, permitted = CELLS[operation], PERMISSIONS[NAMES[operation]]
    things = cell.given(world)
    people = {role: world.person(role) for role in Role}
    before = contents(world)
    for role in set(Role) - permitted:
        answer = cell.call(people[role], operation, things)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), role
        assert is_refused_by_role(answer, role), answer.text
    assert contents(world) == before, "who may not has changed something"
    first, *others = sorted(permitted)
    answer = cell.call(people[first], operation, things)
    assert answer.status_code == cell.answer, (first, answer.text)
    for role in others:
        answer = cell.call(people[role], operation, things)
        assert answer.status_code not in (401, 500), (role, answer.text)
        assert not is_refused_by_role(answer, role)


@pytest.mark.parametrize("operation", ASKED_BY_ROLE, ids=" ".join)
def test_nobody_is_told_nothing(world: DeskWorld, operation: Operation) -> None:
    cell = CELLS[operation]
    things = cell.given(world)
    before = contents(world)
    for stranger in (world.nobody(), world.script(""), world.script("another token of the staff")):
        answer = cell.call(stranger, operation, things)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
        assert not answer.headers["www-authenticate"].lower().startswith("basic")
    assert contents(world) == before


@pytest.mark.parametrize("operation", CHANGING, ids=" ".join)
def test_another_sites_page_cannot_act(world: DeskWorld, operation: Operation) -> None:
    cell = CELLS[operation]
    things = cell.given(world)
    admin, other = world.person(), world.person(Role.MANAGER)
    before = contents(world)
    for headers in ANOTHER_SITE:
        answer = cell.call(admin, operation, things, headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), headers
    for token in ("", "0" * 64, other.headers["X-CSRF-Token"]):
        if NAMES[operation] in PUBLIC:
            continue
        answer = cell.call(admin, operation, things, {"X-CSRF-Token": token})
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), token
    assert contents(world) == before
