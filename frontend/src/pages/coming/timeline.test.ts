import { expect, test } from "vitest";
import { debit, forecast } from "../../testing/samples";
import { timelineOf } from "./timeline";

test("debits stand on their days, their parts as high as the highest allows", () => {
  const debits = [
    debit({ on: "2026-11-30", amount: "100.00", missing: "25.00" }),
    debit({ on: "2027-01-01", amount: "50.00", missing: null }),
  ];
  const { bars, months, top } = timelineOf(
    forecast({ as_of: "2026-11-15", until: "2027-01-31", debits }),
  );
  expect(months).toEqual(["2026-11", "2026-12", "2027-01"]);
  expect(top).toBe(100_00);
  expect(bars).toEqual([
    { on: "2026-11-30", place: 29, covered: 0.75, missing: 0.25 },
    { on: "2027-01-01", place: 62, covered: 0.5, missing: 0 },
  ]);
});

test("nothing is no bar", () => {
  expect(timelineOf(forecast({ debits: [] }))).toMatchObject({ bars: [], top: 0 });
});
