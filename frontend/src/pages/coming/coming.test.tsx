import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Forecast } from "../../api/types";
import { debit, debitLine, FRONT, forecast } from "../../testing/samples";
import { problem, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const OWN = debitLine({
  subscription: "2",
  product: "Интернет",
  amount: "600.00",
  expected: false,
});

/** The section of a cabinet that is told this. */
async function shown(changes: Partial<Forecast>) {
  startServer({ ...FRONT, "GET /forecast": forecast(changes) });
  const user = openCabinet();
  const region = await screen.findByRole("region", { name: "Ближайшие списания" });
  await within(region).findAllByText(/./, { selector: ".empty, .debits time" });
  return { user, section: within(region), text: () => region.textContent?.replace(/\s/g, " ") };
}

test("a day's debit is told with its lines; what a platform charges is expected", async () => {
  const { section, text } = await shown({
    debits: [debit({ amount: "650.00", lines: [OWN, debitLine()] })],
  });
  expect(section.getByText("1 июня")).toBeDefined();
  expect(text()).toContain("650,00 ₽");
  expect(section.getAllByText(/спишет платформа, ожидается/)).toHaveLength(1);
  expect(section.queryByText(/не хватает/i)).toBeNull();
});

test("what is missing is told once in words, with how to pay and for how much in all", async () => {
  const poor = [
    debit({ amount: "50.00", missing: "12.30" }),
    debit({ on: "2026-07-01", amount: "50.00", missing: "50.00" }),
  ];
  const { section, text } = await shown({ debits: poor });
  expect(text()).toContain("1 июня спишется 50,00 ₽, не хватает 12,30 ₽.");
  expect(text()).toContain("Пополните лицевой счёт 000123");
  expect(text()).toContain("Чтобы хватило на всё до 31 июля, внесите 62,30 ₽.");
  expect(section.getByRole("img").getAttribute("aria-label")).toMatch(/не хватает 62,30/);
});

test("where another billing keeps the money nothing is said to be missing", async () => {
  const { available: _, missing: __, ...unknown } = debit();
  const { section } = await shown({ debits: [unknown] });
  expect(section.queryByText(/хватает/i)).toBeNull();
});

test("the nearest are in sight, all of them in a table with their tax", async () => {
  const days = ["2026-06-01", "2026-06-10", "2026-07-01", "2026-07-10"];
  const { section, user } = await shown({
    debits: days.map((on) => debit({ on, lines: [debitLine({ first_day: on })] })),
  });
  const list = section.getByRole("list", { name: "Ближайшие списания" });
  expect(list.querySelectorAll("time")).toHaveLength(3);
  await user.click(section.getByText("Все списания до 31 июля"));
  const rows = await section.findAllByRole("row");
  expect(rows).toHaveLength(days.length + 2);
  expect(rows[4]?.textContent?.replace(/\s/g, " ")).toBe(
    "10 июляАнтивирус Касперского · спишет платформа, ожидается22 %: 9,02 ₽50,00 ₽—",
  );
  expect(rows.at(-1)?.textContent).toMatch(/200,00/);
});

test("nothing to come, what waits for money, what nobody can tell", async () => {
  const { text } = await shown({
    debits: [],
    on_resumption: [OWN],
    unforeseen: [{ ...OWN, on: "2026-06-01", reason: "no_period" }],
  });
  expect(text()).toContain("До 31 июля списаний не ожидается.");
  expect(text()).toContain("Ждут денег: Интернет. Чтобы возобновить, понадобится 600,00 ₽.");
  expect(text()).toContain("Когда и сколько спишется, пока неизвестно: Интернет.");
});

test("a blocked account is charged nothing, and is not asked for money", async () => {
  const { section } = await shown({ blocked: true, debits: [debit({ missing: "50.00" })] });
  expect(section.getByText(/Пока счёт заблокирован, ничего не спишется/)).toBeDefined();
  expect(section.queryByText(/Пополните/)).toBeNull();
});

test("a forecast that fails hides nothing else, and can be asked again", async () => {
  const server = startServer({ ...FRONT, "GET /forecast": () => problem(500, "internal_error") });
  const user = openCabinet();
  const region = within(await screen.findByRole("region", { name: "Ближайшие списания" }));
  expect(await region.findByRole("alert")).toBeDefined();
  expect(screen.getByRole("article")).toBeDefined();
  server.on("GET /forecast", forecast());
  await user.click(region.getByRole("button", { name: "Повторить" }));
  expect(await region.findByText("1 июня")).toBeDefined();
});
