import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Month, Movement } from "../../api/types";
import { FRONT } from "../../testing/samples";
import { startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";
import { stacksOf } from "./stacks";

const MONTHS: Month[] = [
  { month: "2026-04", total: "0.00", sums: [] },
  {
    month: "2026-05",
    total: "200.00",
    sums: [
      { charge_type: "software", amount: "50.00" },
      { charge_type: "internet", amount: "150.00" },
    ],
  },
  { month: "2026-06", total: "-10.00", sums: [{ charge_type: "software", amount: "-10.00" }] },
];

const movement = (changes: Partial<Movement>): Movement => ({
  id: "m1",
  kind: "charge",
  at: "2026-05-15T10:00:00Z",
  text: "Антивирус Касперского",
  amount: "-50.00",
  reversed: false,
  ...changes,
});

test("bars are shares of the highest month, the dearest kind at the bottom", () => {
  const { bars, top, types } = stacksOf(MONTHS);
  expect(types).toEqual(["internet", "software"]);
  expect(top).toBe(20_000);
  expect(bars[1]?.pieces).toEqual([
    { type: "internet", from: 0, height: 0.75 },
    { type: "software", from: 0.75, height: 0.25 },
  ]);
  expect(bars[2]?.pieces.map(({ height }) => height)).toEqual([0, 0]);
});

test("the plot's numbers are in a table, too", async () => {
  const nothing = { movements: [] };
  startServer({ ...FRONT, "GET /months": { months: MONTHS }, "GET /movements": nothing });
  const user = openCabinet("/history");
  expect(await screen.findByRole("img", { name: /всего 190,00/ })).toBeDefined();
  await user.click(screen.getByText("Таблица по месяцам"));
  const row = within(await screen.findByRole("row", { name: /май 2026/ }));
  const cells = row.getAllByRole("cell").map(({ textContent }) => textContent.slice(0, 6));
  expect(cells).toEqual(["150,00", "50,00\u00a0", "200,00"]);
});

test("older movements come when they are asked for; what was taken back stays struck through", async () => {
  const server = startServer({ ...FRONT, "GET /months": { months: MONTHS } });
  const older = movement({ id: "m2", at: "2026-04-15T10:00:00Z", text: "Старое" });
  server.on("GET /movements", (request) =>
    Response.json(
      new URL(request.url).searchParams.get("before") === "m1"
        ? { movements: [older], next: null }
        : { movements: [movement({ reversed: true })], next: "m1" },
    ),
  );
  const user = openCabinet("/history");
  const may = within(await screen.findByRole("list", { name: "май 2026" }));
  expect(may.getByText(/−50,00/).tagName).toBe("S");
  expect(may.getByText("Отменено")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Показать ещё" }));
  expect(await screen.findByText("Старое")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Показать ещё" })).toBeNull();
});
