"""Every report equals a recount in Python, at every moment of a random life, and adds up."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from backend.domain.services.reporting.ratios import average, share
from tests.database import database
from tests.integration.reporting.random_life import DAYS, FIRST_DAY, NUMBERS, Life
from tests.integration.reporting.recount import Recount
from tests.integration.reporting.tables import Tables
from tests.reporting_world import Line, ReportingWorld

SEEDS = [int(seed) for seed in os.environ.get("VITRINA_REPORT_SEEDS", "1,2").split(",")]
MONTHS = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1))
LAST_DAY = date(2026, 4, 30)
ALL: dict[str, Any] = {"first_day": MONTHS[0], "last_day": LAST_DAY}
AGREEMENTS = [(date(2026, 2, 1), 3333, "gross"), (date(2026, 3, 10), 4999, "net")]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=SEEDS)
def life(request: pytest.FixtureRequest, server_url: str, template: str) -> Iterator[Life]:
    """A life that has been lived, in a database of its own."""
    with database(server_url, template) as url:
        world = ReportingWorld(url)
        lived = Life(world, Random(request.param))
        lived.begin()
        lived.live()
        yield lived
        world.prove()
        world.close()


def moments(life: Life) -> list[tuple[dict[str, Any], Tables]]:
    """How to ask as of each moment that was looked at, and what the tables said then."""
    return [({"as_of": instant}, tables) for instant, tables in life.seen.items()]


def of(row: Line) -> str:
    """The product of a row, as the recount calls it."""
    return f"{row['integrator']} {row['product']}"


def test_the_life_has_everything_in_it(life: Life) -> None:
    tables = life.at_end_of[max(life.at_end_of)]
    kinds = Counter(row["kind"] for row in tables.transactions)
    assert min(kinds[kind] for kind in ("charge", "reversal", "refund")) > 2
    assert {row["to_state"] for row in tables.steps} > {"trial", "active", "ended", "suspended"}
    assert any(step["former_product_id"] for step in tables.steps)
    assert {each.kind for each in life.refused} == {"declined", "suspended"}
    assert len(life.seen) > 20
    assert life.world.count("subscription_change") == 0
    assert life.world.count("refusal") > 0


def test_states_of_any_day_and_any_instant(life: Life) -> None:
    def counted(rows: list[Line]) -> Counter[tuple[str, str]]:
        return Counter({(of(row), row["state"]): row["subscriptions"] for row in rows})

    asked = [({"on": day}, tables) for day, tables in life.at_end_of.items()]
    asked += [({"at": instant}, tables) for instant, tables in life.seen.items()]
    for wish, tables in [*asked, *moments(life)]:
        assert counted(life.world.report("states", **wish)) == Recount(tables).states(), wish
        parts = [counted(life.world.report("states", account=each, **wish)) for each in NUMBERS]
        for number, part in zip(NUMBERS, parts, strict=True):
            assert part == Recount(tables, number).states()
        assert sum(parts, Counter()) == Recount(tables).states()


def test_the_list_of_any_day(life: Life) -> None:
    asked = [({"on": day}, tables) for day, tables in life.at_end_of.items()]
    for wish, tables in [*asked, *moments(life)]:
        rows = life.world.report("subscriptions", **wish)
        found = {
            (
                row["account"],
                row["subscription"],
                of(row),
                row["state"],
                row["first_day"],
                row["last_day"],
            )
            for row in rows
        }
        assert found == Recount(tables).subscriptions(), wish
        assert len(found) == len(rows)
        states = Counter((of(row), row["state"]) for row in rows)
        assert states == Recount(tables).states()


def test_charges_as_they_were_known(life: Life) -> None:
    for wish, tables in moments(life):
        rows = life.world.report("charges", **ALL, **wish)
        recount = Recount(tables)
        expected = {
            (each["recorded_at"], each["kind"], each["gross"], each["vat"], each["product"])
            for each in recount.movements()
        }
        found = [
            (row["recorded_at"], row["kind"], row["amount"], row["vat"], of(row)) for row in rows
        ]
        assert set(found) == expected
        assert len(found) == len(recount.movements())
        assert [row["recorded_at"] for row in rows] == sorted(row[0] for row in found)
        for charge in tables.charges:
            mine = [row for row in rows if row["charge"] == str(charge["id"])]
            (taken,) = [row["given_back"] for row in mine if row["kind"] == "charge"]
            back = -sum(row["amount"] for row in mine if row["kind"] != "charge")
            assert taken == back == (charge["amount"] if charge["reversed"] else charge["refunded"])
        by_account = [life.world.report("charges", account=n, **ALL, **wish) for n in NUMBERS]
        assert sum(map(len, by_account)) == len(rows)


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2026, 2, 17)])
def test_revenue(life: Life, first: date) -> None:
    def sums(rows: list[Line]) -> dict[tuple[date, str], tuple[int, ...]]:
        names = ("charges", "charged", "given_back", "vat")
        for row in rows:
            assert row["gross"] == row["charged"] - row["given_back"]
            assert row["net"] == row["gross"] - row["vat"]
        return {(row["month"], of(row)): tuple(row[name] for name in names) for row in rows}

    days = {"first_day": first, "last_day": LAST_DAY}
    for wish, tables in moments(life):
        found = sums(life.world.report("revenue", **days, **wish))
        assert found == Recount(tables).revenue(first, LAST_DAY)
        total: dict[tuple[date, str], tuple[int, ...]] = {}
        for number in NUMBERS:
            for key, line in sums(
                life.world.report("revenue", account=number, **days, **wish)
            ).items():
                before = total.get(key, (0, 0, 0, 0))
                total[key] = tuple(map(sum, zip(before, line, strict=True)))
        assert total == found


def test_arpu(life: Life) -> None:
    for wish, tables in moments(life):
        for row in life.world.report("arpu", **ALL, **wish):
            net, served, paid = Recount(tables).arpu(row["month"])
            assert (row["net"], row["subscribers"], row["payers"]) == (net, served, paid)
            assert (row["arpu"], row["arppu"]) == (average(net, served), average(net, paid))


def test_conversion(life: Life) -> None:
    for wish, tables in moments(life):
        found = {
            (row["month"], of(row)): Counter(
                paid=row["paid"], going_on=row["going_on"], lost=row["lost"]
            )
            for row in life.world.report("conversion", **ALL, **wish)
        }
        assert found == Recount(tables).conversion()
        for row in life.world.report("conversion", **ALL, **wish):
            assert row["trials"] == row["paid"] + row["going_on"] + row["lost"]
            assert row["conversion"] == share(row["paid"], row["paid"] + row["lost"])
        parts = Counter[date]()
        for number in NUMBERS:
            for row in life.world.report("conversion", account=number, **ALL, **wish):
                parts[row["month"]] += row["trials"]
        assert parts.total() == sum(counts.total() for counts in found.values())


def test_churn(life: Life) -> None:
    asked = [*moments(life), ({}, life.at_end_of[max(life.at_end_of)])]
    for wish, tables in asked:
        rows = life.world.report("churn", **ALL, **wish)
        for month in MONTHS[1:]:
            before = life.at_end_of[month - timedelta(days=1)]
            if wish and wish["as_of"].date() < month:
                continue
            expected = Recount(tables).churn(Recount(before), month)
            mine = {of(row): row for row in rows if row["month"] == month}
            assert {
                product: (row["at_start"], row["begun"], row["ended"])
                for product, row in mine.items()
                if (row["at_start"], row["begun"], row["ended"]) != (0, 0, 0)
            } == expected
            assert sum(row["moved"] for row in mine.values()) == 0
            for row in mine.values():
                assert row["churn"] == share(row["ended"], row["at_start"])
    _check_that_months_meet(life)


def _check_that_months_meet(life: Life) -> None:
    rows = life.world.report("churn", **ALL)
    for month, following in pairwise(MONTHS):
        ends = Counter({of(r): r["at_end"] for r in rows if r["month"] == month})
        starts = Counter({of(r): r["at_start"] for r in rows if r["month"] == following})
        assert +ends == +starts
    by_account = Counter[tuple[date, str]]()
    for number in NUMBERS:
        for row in life.world.report("churn", account=number, **ALL):
            by_account[row["month"], of(row)] += row["ended"]
    assert by_account == Counter({(r["month"], of(r)): r["ended"] for r in rows})


def test_refusals_for_lack_of_money(life: Life) -> None:
    expected = sorted((each.at, each.kind, each.account, each.amount) for each in life.refused)
    found = [
        (row["at"], row["kind"], row["account"], row["amount"])
        for row in life.world.report("refusals", **ALL)
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)
    some = sorted(life.seen)[len(life.seen) // 2]
    earlier = life.world.report("refusals", **ALL, as_of=some)
    assert len(earlier) == sum(each.at <= some for each in life.refused)
    by_account = [len(life.world.report("refusals", account=n, **ALL)) for n in NUMBERS]
    assert sum(by_account) == len(found)


def test_settlement_telescopes(life: Life) -> None:
    final = life.at_end_of[max(life.at_end_of)]
    asked = [*moments(life), ({}, final)]
    for wish, tables in asked:
        rows = life.world.report("settlement", integrator="alpha", **ALL, **wish)
        expected = Recount(tables).settlement("alpha", AGREEMENTS)
        assert {
            (row["month"], row["agreement"]): (row["gross"], row["vat"], row["partner"])
            for row in rows
        } == expected
        for row in rows:
            assert row["gross"] == row["vat"] + row["partner"] + row["ours"]
    one_by_one = [
        row
        for month in MONTHS
        for row in life.world.report(
            "settlement",
            integrator="alpha",
            first_day=month,
            last_day=(month + timedelta(days=31)).replace(day=1) - timedelta(days=1),
        )
    ]
    assert one_by_one == life.world.report("settlement", integrator="alpha", **ALL)
    assert life.world.report("settlement", integrator="beta", **ALL)[0]["partner"] == 0


def test_what_was_known_stays_so(life: Life) -> None:
    """Asked again after everything that came later, and after folding, the answer is the same."""
    instant: datetime = sorted(life.seen)[len(life.seen) // 2]
    with life.world.at(instant):
        then = life.world.page("revenue", **ALL).rows
    assert life.world.page("revenue", **ALL, as_of=instant).rows == then
    assert FIRST_DAY + timedelta(days=DAYS) == date(2026, 4, 30)
