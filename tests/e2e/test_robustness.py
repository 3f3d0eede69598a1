"""What goes wrong between a browser and the cabinet, and what the subscriber sees of it."""

import httpx
from playwright.sync_api import Route, expect

from tests.browser import Complaints, screenshot
from tests.e2e.cabinet import Cabinet
from tests.e2e.conftest import OpenCabinet
from tests.e2e.world import Subscriber, World

OFFICE = "МойОфис Стандартный"
SUBSCRIPTIONS = "**/api/cabinet/v1/subscriptions"


def test_two_tabs_and_double_clicks_make_one_subscription(
    world: World, cabinet: Cabinet, complaints: Complaints
) -> None:
    complaints.expect("status of 409")
    who = world.subscriber(500_00)
    cabinet.enter(who)
    other = Cabinet(world, cabinet.page.context.new_page())
    other.open()
    held: list[Route] = []
    for tab in (cabinet, other):
        tab.offer(OFFICE)
        tab.page.get_by_label(tab.say("offer.accept")).check()
        tab.page.route(SUBSCRIPTIONS, lambda route: hold(route, held))
        tab.button("subscribe", tab.dialog).dblclick()
        expect(tab.button("subscribe", tab.dialog)).to_have_attribute("aria-busy", "true")
    keys = {route.request.headers["idempotency-key"] for route in held}
    assert len(keys) == 2, "a second click asks for the same act as the first"
    for route in held:
        route.continue_()
    for tab in (cabinet, other):
        expect(tab.card(OFFICE)).to_contain_text("Активна")
    assert world.states(who) == ["active"]
    assert world.balance(who) == 380_00
    loser = other if other.dialog.count() else cabinet
    expect(loser.dialog).to_contain_text("Такая подписка уже есть")


def hold(route: Route, held: list[Route]) -> None:
    """Keep an act back until both are there; let reads through."""
    if route.request.method == "POST":
        held.append(route)
    else:
        route.continue_()


def test_an_answer_that_is_lost(world: World, cabinet: Cabinet, complaints: Complaints) -> None:
    complaints.expect("ERR_FAILED")
    who = world.subscriber(500_00)
    cabinet.enter(who)
    cabinet.page.route(SUBSCRIPTIONS, lose_the_answer)
    cabinet.offer(OFFICE)
    cabinet.page.get_by_label(cabinet.say("offer.accept")).check()
    cabinet.button("subscribe", cabinet.dialog).click()
    expect(cabinet.dialog.get_by_role("alert")).to_contain_text("Повторить безопасно")
    screenshot(cabinet.page, "answer-lost")
    assert world.balance(who) == 380_00, "it has happened all the same"
    cabinet.page.unroute(SUBSCRIPTIONS)
    cabinet.confirm("retry")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    assert (world.states(who), world.balance(who)) == (["active"], 380_00)


def lose_the_answer(route: Route) -> None:
    """Let the server do it, and the browser not hear of it."""
    if route.request.method == "POST":
        assert route.fetch().status == 200
        route.abort()
    else:
        route.continue_()


def test_a_session_that_is_over_leads_back_to_the_page(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(500_00)
    cabinet.enter(who)
    cabinet.go("history")
    world.clock.advance(minutes=31)
    cabinet.navigation.get_by_role("link", name="Счета").click()
    expect(cabinet.dialog).to_contain_text("Сеанс закончился")
    screenshot(cabinet.page, "session-over")
    cabinet.sign_in(who)
    expect(cabinet.dialog).to_have_count(0)
    expect(cabinet.page.get_by_role("heading", level=1, name="Счета")).to_be_visible()
    expect(cabinet.page.get_by_text("Счетов пока нет")).to_be_visible()
    world.clock.advance(minutes=31)
    cabinet.page.reload()
    cabinet.sign_in(who)
    expect(cabinet.page.get_by_role("heading", level=1, name="Счета")).to_be_visible()


def test_a_session_that_ends_in_a_dialog(world: World, cabinet: Cabinet) -> None:
    """What was begun goes on after signing in again, and happens once."""
    who = world.subscriber(500_00)
    cabinet.enter(who)
    cabinet.offer(OFFICE)
    cabinet.page.get_by_label(cabinet.say("offer.accept")).check()
    world.clock.advance(minutes=31)
    cabinet.button("subscribe", cabinet.dialog).click()
    expect(cabinet.dialog.last).to_contain_text("Сеанс закончился")
    cabinet.sign_in(who)
    cabinet.confirm("retry")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    assert (world.states(who), world.balance(who)) == (["active"], 380_00)


def test_without_a_network(world: World, cabinet: Cabinet, complaints: Complaints) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    cabinet.enter(world.subscriber(500_00))
    cabinet.page.context.set_offline(True)
    note = cabinet.page.get_by_text("Нет связи с интернетом")
    expect(note).to_be_visible()
    expect(cabinet.summary).to_contain_text("500,00")
    screenshot(cabinet.page, "offline")
    cabinet.page.context.set_offline(False)
    expect(note).to_have_count(0)


def test_strangers_do_not_lock_a_known_browser_out(
    world: World, cabinet: Cabinet, open_cabinet: OpenCabinet, complaints: Complaints
) -> None:
    complaints.expect("status of 429")
    who = world.subscriber(500_00)
    cabinet.enter(who)
    cabinet.go("settings")
    cabinet.button("signout").first.click()
    stranger_guesses(world, who)
    unknown = open_cabinet()
    unknown.open()
    unknown.try_to_sign_in(who)
    expect(unknown.page.get_by_role("alert")).to_contain_text("Слишком много попыток")
    screenshot(unknown.page, "too-many-attempts")
    cabinet.sign_in(who)


def stranger_guesses(world: World, who: Subscriber) -> None:
    """Wrong passwords from somewhere else, until no more are looked at."""
    guess = {"account": who.number, "password": "not the right words"}
    with httpx.Client(base_url=world.address, trust_env=False) as http:
        answers = [http.post("/api/cabinet/v1/session", json=guess).status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


def test_signing_out_everywhere(world: World, cabinet: Cabinet, open_cabinet: OpenCabinet) -> None:
    who = world.subscriber(500_00)
    cabinet.enter(who)
    elsewhere = open_cabinet()
    elsewhere.enter(who)
    cabinet.go("settings")
    cabinet.button("signout.everywhere").click()
    expect(cabinet.dialog).to_contain_text("Все сеансы этого счёта закончатся")
    cabinet.button("signout.everywhere", cabinet.dialog).click()
    expect(cabinet.page.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible()
    elsewhere.navigation.get_by_role("link", name="История").click()
    expect(elsewhere.dialog).to_contain_text("Сеанс закончился")
