"""Files that the staff brings: payments of a bank, a platform's register."""

import re

from playwright.sync_api import FilePayload, expect

from tests.browser import Complaints, assert_no_barriers, screenshot
from tests.e2e.desk.conftest import OpenDesk
from tests.e2e.desk.desk import Desk, Member
from tests.e2e.showcase import buy_from
from tests.e2e.world import Subscriber, World

HEADER = "id;account;amount;day"


def file_of(name: str, content: str, encoding: str = "utf-8") -> FilePayload:
    """A file that somebody chooses."""
    return {"name": name, "mimeType": "text/csv", "buffer": content.encode(encoding)}


def test_payments_are_checked_before_they_are_imported(
    world: World, open_desk: OpenDesk, complaints: Complaints, manager: Member
) -> None:
    who = world.subscriber()
    rows = f"document;account;amount;text\nB-1;{who.number};150,00;Аванс\nB-2;999999;10;нет\n"
    desk = open_desk()
    desk.enter(manager, "imports")
    choose(desk, file_of("bank.csv", rows, "windows-1251"))
    complaints.expect("status of 400")
    desk.button("imports.check").click()
    wrong = desk.say("problem.unreadable_file.wrong_encoding")
    expect(desk.page.get_by_text(wrong)).to_be_visible()
    desk.field("imports.encoding").select_option("windows-1251")
    desk.button("imports.check").click()
    expect(desk.page.get_by_text(desk.say("imports.checked"))).to_be_visible()
    expect(desk.row("B-2")).to_contain_text(desk.say("problem.unknown_account"))
    assert world.balance(who) == 0
    assert_no_barriers(desk.page)
    screenshot(desk.page, "desk-import-checked")
    desk.ask("imports.load")
    desk.confirm("imports.load")
    expect(desk.page.get_by_text(desk.say("imports.loaded"))).to_be_visible()
    assert world.balance(who) == 150_00


def test_a_register_is_compared_and_a_difference_settled(
    world: World, open_desk: OpenDesk, manager: Member
) -> None:
    who = world.subscriber(500_00)
    for product in ("kav", "drweb"):
        buy_from(world, who, "rentsoft", product)
    (first, cost), (second, _) = charges_of(world, who)
    register = (
        f"{HEADER}\n{second};{who.number};1,00;2026-05-01\nforeign-1;{who.number};9;2026-05-01\n"
    )
    desk = open_desk()
    desk.enter(manager, "settlements?of=rentsoft")
    desk.field("reconcile.first").fill("2026-05-01")
    desk.field("reconcile.last").fill("2026-05-31")
    choose(desk, file_of("register.csv", register))
    desk.button("reconcile.begin").click()
    lines = desk.section("difference.lines")
    for name, result in ((first, "only_ours"), (second, "different"), ("foreign-1", "only_theirs")):
        row = lines.get_by_role("row").filter(has_text=re.compile(rf"^{re.escape(name)}"))
        expect(row).to_contain_text(desk.say(f"reconciliation.{result}"))
    assert_no_barriers(desk.page)
    screenshot(desk.page, "desk-reconciliation")
    before = world.balance(who)
    desk.ask("remedy.reverse", desk.row(first))
    desk.fill(reason="у площадки его нет")
    screenshot(desk.page, "desk-reconciliation-remedy")
    desk.confirm("remedy.reverse")
    expect(desk.row(first)).to_contain_text(desk.say("correction.state.applied"))
    assert world.balance(who) == before + cost


def choose(desk: Desk, file: FilePayload) -> None:
    """Choose a file."""
    desk.field("imports.file").set_input_files(file)


def charges_of(world: World, who: Subscriber) -> list[tuple[str, int]]:
    """The platform's ids of the account's charges and their sums, oldest first."""
    query = """
        SELECT o.external_id, c.amount FROM charge c
        JOIN account a ON a.id = c.account_id
        JOIN operation o ON o.target_id = c.id AND o.kind = 'charge'
        WHERE a.number = :number ORDER BY c.id
    """
    return [(row[0], row[1]) for row in world.rows(query, number=who.number)]
