"""Who is at the desk: what each role is shown, the second factor, a lost session."""

from base64 import b32decode

import pytest
from playwright.sync_api import expect

from backend.domain.services.access.totp import code_of, step_at
from backend.domain.values.roles import Role
from tests.browser import Complaints, assert_no_barriers, screenshot
from tests.e2e.desk.conftest import OpenDesk
from tests.e2e.desk.desk import PASSWORD, Desk, Member, appoint
from tests.e2e.world import World

SHOWN = {
    Role.CASHIER: ["nav.accounts", "nav.imports", "nav.products"],
    Role.AUDITOR: ["nav.overview", "nav.accounts", "nav.runs", "nav.audit", "nav.staff"],
}
HIDDEN = {
    Role.CASHIER: ["nav.overview", "nav.runs", "nav.platforms", "nav.audit", "nav.staff"],
    Role.AUDITOR: ["nav.imports"],
}


@pytest.mark.parametrize("role", [Role.CASHIER, Role.AUDITOR])
def test_a_role_sees_its_own_pages(world: World, open_desk: OpenDesk, role: Role) -> None:
    who = world.subscriber(50_00)
    desk = open_desk()
    desk.enter(appoint(world, f"a-{role}", role))
    menu = desk.page.get_by_role("navigation", name=desk.say("nav.label"))
    for key in SHOWN[role]:
        expect(menu.get_by_role("link", name=desk.say(key), exact=True)).to_be_visible()
    for key in HIDDEN[role]:
        expect(menu.get_by_role("link", name=desk.say(key), exact=True)).to_have_count(0)
    desk.open(f"accounts/{who.number}")
    expect(desk.section("payments.title")).to_be_visible()
    desk.settle()
    expect(desk.button("payments.record")).to_have_count(1 if role is Role.CASHIER else 0)
    expect(desk.button("account.block")).to_have_count(0)
    assert_no_barriers(desk.page)
    screenshot(desk.page, f"desk-role-{role}")


def test_a_page_of_another_role_is_not_shown(world: World, open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.enter(appoint(world, "kira", Role.CASHIER), "audit")
    expect(desk.page.get_by_text(desk.say("nowhere.not_yours"))).to_be_visible()


def test_a_second_factor(
    world: World, open_desk: OpenDesk, complaints: Complaints, manager: Member
) -> None:
    desk = open_desk()
    desk.enter(manager)
    desk.ask("me.totp.begin")
    desk.page.get_by_label(desk.say("me.password.proof"), exact=True).fill(PASSWORD)
    desk.confirm("next")
    expect(desk.page.get_by_role("img", name=desk.say("me.totp.qr"))).to_be_visible()
    assert_no_barriers(desk.page)
    screenshot(desk.page, "desk-totp")
    secret = desk.section("me.totp").locator("code").inner_text()
    complaints.expect("status of 422")
    confirm(desk, "000000")
    expect(desk.page.get_by_text(desk.say("problem.wrong_code"))).to_be_visible()
    confirm(desk, code_now(world, secret))
    desk.told(desk.say("me.totp.done"))
    desk.button("signout").first.click()
    desk.try_to_sign_in(manager.name, PASSWORD, "")
    expect(desk.page.get_by_role("alert")).to_contain_text(desk.say("signin.wrong"))
    world.clock.advance(seconds=30)
    desk.sign_in(manager, code_now(world, secret))


def confirm(desk: Desk, code: str) -> None:
    """Type in what an authenticator shows."""
    desk.field("signin.code").fill(code)
    desk.button("me.totp.confirm").click()


def code_now(world: World, secret: str) -> str:
    """What an authenticator with this secret shows."""
    raw = b32decode(secret + "=" * (-len(secret) % 8))
    return code_of(raw, step_at(world.clock.now()))
