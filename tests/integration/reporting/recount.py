"""Reports counted again by walking over rows: slow, in Python, from the definitions alone.

What stands, and how a subscription is, is read from the flags that the tables had at the time. The
product has to find it out from its history.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from tests.integration.reporting.tables import Fact, Tables
from tests.reporting_world import ZONE

SERVED = {"trial", "active", "cancelling"}
LIVING = SERVED | {"suspended"}

Agreement = tuple[date, int, str]
"""(from which day, share in basis points, of which sum)."""


def month_of(moment: date | datetime) -> date:
    """The first day of a day's or an instant's month."""
    day = moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment
    return day.replace(day=1)


def half_up(exact: Fraction) -> int:
    """The nearest whole number; a half away from zero."""
    return floor(exact + Fraction(1, 2)) if exact >= 0 else -floor(-exact + Fraction(1, 2))


class Recount:
    """``account``: only what is of the account with this number."""

    def __init__(self, tables: Tables, account: str | None = None) -> None:
        self._tables = tables
        self.numbers = {row["id"]: row["number"] for row in tables.accounts}
        self.products = {row["id"]: row for row in tables.products}
        self.codes = {row["id"]: row["code"] for row in tables.integrators}
        self._only = account

    def _mine(self, rows: Iterable[Fact]) -> Iterator[Fact]:
        for row in rows:
            if self._only in (None, self.numbers[row["account_id"]]):
                yield row

    # ------------------------------------------------------------ subscriptions

    def states(self) -> Counter[tuple[str, str]]:
        """(product, state) → how many."""
        return Counter(
            (self._code(row["product_id"]), row["state"])
            for row in self._mine(self._tables.subscriptions)
        )

    def subscriptions(self) -> set[tuple[Any, ...]]:
        """(account, subscription, product, state, first day, last day)."""
        found = set()
        for row in self._mine(self._tables.subscriptions):
            periods = [
                (each["period_end"], each["id"], each["period_start"])
                for each in self._tables.charges
                if each["subscription_id"] == row["id"] and each["period_end"] and _stands(each)
            ]
            end, _, start = max(periods, default=(None, None, None))
            last_day = end - timedelta(days=1) if end else None
            found.add(
                (
                    self.numbers[row["account_id"]],
                    str(row["id"]),
                    self._code(row["product_id"]),
                    row["state"],
                    start,
                    last_day,
                )
            )
        return found

    def lives(self) -> Iterator[list[Fact]]:
        """The steps of each subscription, in order."""
        lives: dict[object, list[Fact]] = defaultdict(list)
        for step in self._mine(self._tables.steps):
            lives[step["subscription_id"]].append(step)
        yield from lives.values()

    def churn(self, before: "Recount", month: date) -> dict[str, tuple[int, int, int]]:
        """Product → (living at the month's start, begun, ended); ``before``: the start's tables."""
        stock = Counter(
            self._code(row["product_id"])
            for row in before._mine(before._tables.subscriptions)
            if row["state"] in LIVING
        )
        begun, ended = Counter[str](), Counter[str]()
        for life in self.lives():
            lived, product = False, ""
            for step in life:
                lives = step["to_state"] in LIVING
                if month_of(step["at"]) == month:
                    begun[self._code(step["product_id"])] += lives and not lived
                    ended[product] += lived and not lives
                lived, product = lives, self._code(step["product_id"])
        return {
            product: (stock[product], begun[product], ended[product])
            for product in {*stock, *begun, *ended}
            if product and (stock[product] or begun[product] or ended[product])
        }

    def conversion(self) -> dict[tuple[date, str], Counter[str]]:
        """(month, product) → how many trials came to what."""
        found: dict[tuple[date, str], Counter[str]] = defaultdict(Counter)
        for life in self.lives():
            for place, step in enumerate(life):
                entered = place == 0 or life[place - 1]["to_state"] != "trial"
                if step["to_state"] == "trial" and entered:
                    key = month_of(step["at"]), self._code(step["product_id"])
                    found[key][self._end_of_trial(step, life[-1])] += 1
        return found

    def _end_of_trial(self, began: Fact, last: Fact) -> str:
        recorded = {row["id"]: row["recorded_at"] for row in self._tables.transactions}
        paid = any(
            charge["subscription_id"] == began["subscription_id"]
            and recorded[charge["id"]] >= began["at"]
            and _stands(charge)
            for charge in self._tables.charges
        )
        if paid:
            return "paid"
        return "going_on" if last["to_state"] == "trial" else "lost"

    def served(self, month: date) -> set[int]:
        """Accounts that were served at some moment of a month."""
        found = set()
        for life in self.lives():
            carried = False
            for step in life:
                serves = step["to_state"] in SERVED
                if month_of(step["at"]) < month:
                    carried = serves
                elif month_of(step["at"]) == month and serves:
                    found.add(step["account_id"])
            if carried:
                found.add(life[0]["account_id"])
        return found

    # ------------------------------------------------------------ money

    def movements(self) -> list[Fact]:
        """Every movement of the ledger that is about a charge, its sums read off its entries."""
        charges = {row["id"]: row for row in self._tables.charges}
        refunds = {row["id"]: row["charge_id"] for row in self._tables.refunds}
        gross, vat = Counter[object](), Counter[object]()
        for entry in self._tables.entries:
            sign = (entry["debit"] == "subscriber") - (entry["credit"] == "subscriber")
            gross[entry["transaction_id"]] += sign * entry["amount"]
            if "vat" in (entry["debit"], entry["credit"]):
                vat[entry["transaction_id"]] += sign * entry["amount"]
        found = []
        for row in self._mine(self._tables.transactions):
            about = {"charge": row["id"], "reversal": row["reverses"]}
            charge = charges.get(about.get(row["kind"]) or refunds.get(row["id"]))
            if charge:
                found.append(
                    {
                        **row,
                        "gross": gross[row["id"]],
                        "vat": vat[row["id"]],
                        "of": charge,
                        "product": self._code(charge["product_id"]),
                        "platform": self.codes[charge["integrator_id"]],
                    }
                )
        return found

    def revenue(self, first: date, last: date) -> dict[tuple[date, str], tuple[int, ...]]:
        """(month, product) → (charges, charged, given back, tax)."""
        sums: dict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for each in self.movements():
            if first <= each["business_date"] <= last:
                line = sums[month_of(each["business_date"]), each["product"]]
                is_charge = each["kind"] == "charge"
                line[0] += is_charge
                line[1] += each["gross"] if is_charge else 0
                line[2] -= 0 if is_charge else each["gross"]
                line[3] += each["vat"]
        return {key: tuple(line) for key, line in sums.items()}

    def arpu(self, month: date) -> tuple[int, int, int]:
        """(revenue without tax, accounts served, accounts that paid)."""
        mine = [each for each in self.movements() if month_of(each["business_date"]) == month]
        paid = Counter[int]()
        for each in mine:
            paid[each["account_id"]] += each["gross"]
        net = sum(each["gross"] - each["vat"] for each in mine)
        return net, len(self.served(month)), sum(spent > 0 for spent in paid.values())

    def settlement(
        self, platform: str, agreements: list[Agreement]
    ) -> dict[tuple[date, date | None], tuple[int, int, int]]:
        """(month, agreement) → (revenue, tax, the platform's part)."""
        sums: dict[tuple[date, date | None], list[int]] = defaultdict(lambda: [0, 0])
        for each in self.movements():
            if each["platform"] == platform:
                charged_on = each["of"]["business_date"]
                starts = [start for start, _, _ in agreements if start <= charged_on]
                line = sums[month_of(each["business_date"]), max(starts, default=None)]
                line[0] += each["gross"]
                line[1] += each["vat"]
        found = {}
        for (month, start), (gross, vat) in sums.items():
            earlier = [key for key in sums if key[1] == start and key[0] < month]
            before = [sum(sums[key][place] for key in earlier) for place in (0, 1)]
            _, share, base = next((a for a in agreements if a[0] == start), (None, 0, "gross"))
            parts = [
                half_up(Fraction((g - v if base == "net" else g) * share, 10_000))
                for g, v in ((before[0] + gross, before[1] + vat), (before[0], before[1]))
            ]
            found[month, start] = gross, vat, parts[0] - parts[1]
        return found

    def _code(self, product_id: object) -> str:
        """Two platforms may call their products alike."""
        product = self.products[product_id]
        return f"{self.codes[product['integrator_id']]} {product['code']}"


def _stands(charge: Fact) -> bool:
    return not charge["reversed"] and charge["refunded"] < charge["amount"]
