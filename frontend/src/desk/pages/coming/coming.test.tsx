import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem, startServer } from "../../../testing/server";
import type { AdvanceInvoiceDetails, Coming, ComingTotal } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { ID, session } from "../../testing/samples";

function total(changes: Partial<ComingTotal> = {}): ComingTotal {
  return {
    key: "",
    title: "",
    lines: 2,
    amount: "150.00",
    vat_amount: "27.05",
    missing: "30.00",
    unknown: "0.00",
    expected: "50.00",
    ...changes,
  };
}

const COMING: Coming = {
  as_of: "2026-05-20",
  until: "2026-07-20",
  finished_at: "2026-05-20T03:00:00Z",
  by: "day",
  rows: [total({ key: "2026-06-01", title: "2026-06-01" })],
  total: total(),
};

const INVOICE: AdvanceInvoiceDetails = {
  id: ID,
  number: "A-2026-000017",
  state: "open",
  account: "000123",
  on: "2026-06-01",
  policy: "missing",
  issued_on: "2026-05-25",
  total: "150.00",
  vat_total: "27.05",
  payable: "30.00",
  payer: "Иванов Д. И.",
  seller: "ООО «Связь»",
  from_balance: "120.00",
  lines: [
    {
      subscription: ID,
      text: "Антивирус, июнь 2026",
      first_day: "2026-06-01",
      last_day: "2026-06-30",
      quantity: 1,
      amount: "150.00",
      vat_rate: "22",
      vat_amount: "27.05",
      vat_note: "",
    },
  ],
};

test("a day leads to its products, and the way is in the address", async () => {
  const asked: string[] = [];
  const server = startServer({ "GET /session": session("manager") });
  server.on("GET /forecast", (request) => {
    const { search, searchParams } = new URL(request.url);
    asked.push(search);
    const isDay = searchParams.get("by") === "day";
    const rows = isDay ? COMING.rows : [total({ key: ID, title: "Антивирус" })];
    return Response.json({ ...COMING, rows });
  });
  const user = openDesk("/coming");
  expect((await screen.findByRole("img")).getAttribute("aria-label")).toMatch(/не хватает 30,00/);
  await user.click(screen.getByRole("link", { name: "1 июня" }));
  expect(await screen.findByText("Антивирус")).toBeDefined();
  expect(asked.at(-1)).toBe("?by=product&on=2026-06-01");
  expect(screen.getByRole("region", { name: "Списания 1 июня" })).toBeDefined();
});

test("before the first look ahead the page says so, and not that something failed", async () => {
  const server = startServer({ "GET /session": session("manager") });
  server.on("GET /forecast", () => problem(404, "not_found"));
  openDesk("/coming");
  expect(await screen.findByText(/Прогноза ещё нет/)).toBeDefined();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("an open advance invoice is voided with a reason", async () => {
  const path = `/advance-invoices/${ID}`;
  const server = startServer({ "GET /session": session("manager"), [`GET ${path}`]: INVOICE });
  server.on(`POST ${path}/voiding`, { ...INVOICE, state: "voided" });
  const user = openDesk(path);
  await user.click(await screen.findByRole("button", { name: "Отменить счёт" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Отменить счёт" }));
  expect(server.acts).toEqual([]);
  await user.type(dialog.getByLabelText("Причина"), "ошибка");
  server.on(`GET ${path}`, { ...INVOICE, state: "voided", reason: "ошибка" });
  await user.click(dialog.getByRole("button", { name: "Отменить счёт" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(server.acts[0]?.body).toEqual({ reason: "ошибка" });
  expect(screen.queryByRole("button", { name: "Отменить счёт" })).toBeNull();
});

test("a cashier reads advance invoices and voids none", async () => {
  const path = `/advance-invoices/${ID}`;
  startServer({ "GET /session": session("cashier"), [`GET ${path}`]: INVOICE });
  openDesk(path);
  expect(await screen.findByRole("link", { name: "PDF: A-2026-000017" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "Отменить счёт" })).toBeNull();
});
