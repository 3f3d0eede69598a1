"""A product that billing charges itself: the same life without any platform."""

from playwright.sync_api import expect

from tests.e2e.cabinet import Cabinet
from tests.e2e.world import Subscriber, World

OFFICE = "МойОфис Стандартный"


def test_a_product_of_the_operators_own(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(200_00)
    cabinet.enter(who)
    dialog = cabinet.offer(OFFICE)
    expect(dialog).to_contain_text("Спишем сейчас 120,00")
    expect(dialog).to_contain_text("Публичная оферта о подписке")
    cabinet.button("subscribe", dialog).click()
    expect(dialog).to_be_visible()  # the browser asks for the box first
    assert world.states(who) == []
    cabinet.page.get_by_label(cabinet.say("offer.accept")).check()
    cabinet.confirm("subscribe")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    expect(cabinet.shelf(OFFICE)).to_contain_text("Уже подключено")
    assert world.balance(who) == 80_00
    assert consents(world, who) == [("demo-1", "127.0.0.1")]
    pauses_and_resumes(world, cabinet, who)
    leaves_and_stays(world, cabinet, who)
    runs_out_of_money_and_tops_up(world, cabinet, who)


def pauses_and_resumes(world: World, cabinet: Cabinet, who: Subscriber) -> None:
    expect(cabinet.ask("pause", OFFICE)).to_contain_text("потом приостановится")
    cabinet.confirm("act.pause")
    expect(cabinet.card(OFFICE)).to_contain_text("На паузе")
    assert world.states(who) == ["suspended"]
    cabinet.card(OFFICE).get_by_text("История подписки").click()
    expect(cabinet.card(OFFICE).get_by_role("listitem").first).to_contain_text("На паузе")
    cabinet.ask("resume", OFFICE)
    cabinet.confirm("act.resume")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    assert world.balance(who) == 80_00, "what was paid for is not paid again"


def leaves_and_stays(world: World, cabinet: Cabinet, who: Subscriber) -> None:
    expect(cabinet.ask("unsubscribe", OFFICE)).to_contain_text("потом отключится")
    cabinet.confirm("act.unsubscribe")
    expect(cabinet.card(OFFICE)).to_contain_text("Отключается")
    assert world.states(who) == ["cancelling"]
    cabinet.ask("undo_unsubscribe", OFFICE)
    cabinet.confirm("act.undo_unsubscribe")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    assert (world.states(who), world.balance(who)) == (["active"], 80_00)


def runs_out_of_money_and_tops_up(world: World, cabinet: Cabinet, who: Subscriber) -> None:
    world.pass_days(31)
    cabinet.come_back(who)
    expect(cabinet.card(OFFICE)).to_contain_text("Приостановлена: не хватает денег")
    expect(cabinet.card(OFFICE)).to_contain_text("Не хватает 40,00")
    assert (world.states(who), world.balance(who)) == (["suspended"], 80_00)
    world.pay(who, 100_00)
    cabinet.page.clock.fast_forward(60_000)
    cabinet.look_at()
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    assert (world.states(who), world.balance(who)) == (["active"], 60_00)


def consents(world: World, who: Subscriber) -> list[tuple[str, str]]:
    """Which offers were accepted, and from where."""
    query = """
        SELECT c.version, c.address FROM consent c JOIN account a ON a.id = c.account_id
        WHERE a.number = :number
    """
    return [(row[0], row[1]) for row in world.rows(query, number=who.number)]
