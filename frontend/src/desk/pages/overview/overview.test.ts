import { expect, test } from "vitest";
import { lastMonths } from "./months";
import { revenueMonths, stateMonths } from "./series";

test("months end with their last day, the present one with today", () => {
  const months = lastMonths(new Date(2026, 2, 15), 3);
  expect(months).toEqual([
    { month: "2026-01", first: "2026-01-01", last: "2026-01-31" },
    { month: "2026-02", first: "2026-02-01", last: "2026-02-28" },
    { month: "2026-03", first: "2026-03-01", last: "2026-03-15" },
  ]);
});

const [january, february] = lastMonths(new Date(2026, 1, 10), 2);
const MONTHS = january && february ? [january, february] : [];

test("states of all products are added up; what is over does not pile up", () => {
  const one = { state: "active", subscriptions: 2 };
  const months = stateMonths(MONTHS, [
    [],
    [one, { ...one, subscriptions: 3 }, { state: "ended", subscriptions: 90 }],
  ]);
  expect(months.map(({ total }) => total)).toEqual(["0.00", "5.00"]);
  expect(months[1]?.sums).toEqual([{ charge_type: "active", amount: "5.00" }]);
});

test("revenue goes to its month and its platform", () => {
  const months = revenueMonths(MONTHS, [
    { month: "2026-01", integrator: "rentsoft", gross: "0.10" },
    { month: "2026-01", integrator: "rentsoft", gross: "0.20" },
    { month: "2026-02", integrator: "operator", gross: "-5.00" },
  ]);
  expect(months.map(({ total }) => total)).toEqual(["0.30", "-5.00"]);
  expect(months[0]?.sums).toEqual([{ charge_type: "rentsoft", amount: "0.30" }]);
});
