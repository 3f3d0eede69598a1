/** Rows of reports as months of a plot. */
import type { Month } from "../../../api/types";
import { total } from "../../../words/money";
import type { Whole } from "../../resources/reports";
import type { MonthSpan } from "./months";

/** States in which a subscription lives; those that are over would pile up for ever. */
const LIVING = new Set(["pending", "trial", "active", "suspended", "cancelling"]);

/** How many subscriptions were in which state at the end of each month. */
export function stateMonths(months: MonthSpan[], reports: Whole[]): Month[] {
  return months.map(({ month }, place) => {
    const living = (reports[place] ?? []).filter(({ state }) => LIVING.has(String(state)));
    return monthOf(month, living, "state", "subscriptions");
  });
}

/** What each platform brought in, month by month. */
export function revenueMonths(months: MonthSpan[], rows: Whole): Month[] {
  return months.map(({ month }) =>
    monthOf(
      month,
      rows.filter((row) => row.month === month),
      "integrator",
      "gross",
    ),
  );
}

function monthOf(month: string, rows: Whole, by: string, what: string): Month {
  const sums = new Map<string, string>();
  for (const row of rows) {
    const kind = String(row[by]);
    sums.set(kind, total([sums.get(kind) ?? "0", String(row[what] ?? 0)]));
  }
  const all = [...sums].map(([charge_type, amount]) => ({ charge_type, amount }));
  return { month, sums: all, total: total(all.map(({ amount }) => amount)) };
}
