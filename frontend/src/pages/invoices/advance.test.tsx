import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { AdvanceInvoice, AdvanceInvoiceSummary } from "../../api/types";
import { debitLine, FRONT, ID } from "../../testing/samples";
import { startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const OPEN: AdvanceInvoiceSummary = {
  id: ID,
  number: "A-2026-000017",
  state: "open",
  account: "000123",
  on: "2026-06-01",
  policy: "missing",
  issued_on: "2026-05-27",
  total: "50.00",
  vat_total: "9.02",
  payable: "12.30",
};
const OLDER: AdvanceInvoiceSummary = {
  ...OPEN,
  id: "2",
  number: "A-2026-000016",
  state: "replaced",
  replaced_by: "A-2026-000017",
};

/** A document with what the balance covers of it. */
function whole(from_balance: string, payable: string): AdvanceInvoice {
  const { expected: _, missing: __, product: ___, ...line } = debitLine();
  const names = { payer: "Иванов Д. И.", seller: "ООО «Оператор»" };
  return { ...OPEN, ...names, from_balance, payable, lines: [line] };
}

test("what is to be paid leads with its day and sum; what was replaced names the other", async () => {
  startServer({
    ...FRONT,
    "GET /invoices": { invoices: [] },
    "GET /advance-invoices": { advance_invoices: [OPEN, OLDER] },
  });
  openCabinet("/invoices");
  const list = within(await screen.findByRole("list", { name: "Счета на будущие периоды" }));
  const [open, older] = list.getAllByRole("listitem");
  expect(open?.textContent).toMatch(/оплатить до 1 июня.*Ждёт оплаты.*12,30/);
  expect(older?.textContent).toContain("Заменён счётом № A-2026-000017");
  const pdf = list.getByRole("link", { name: "PDF: Счёт на будущий период № A-2026-000017" });
  expect(pdf.getAttribute("href")).toBe(`/api/cabinet/v1/advance-invoices/${ID}/document.pdf`);
});

test.each([
  ["37.70", "12.30", /Есть на счёте37,70.*К оплате12,30/],
  ["-20.00", "70.00", /Задолженность20,00.*К оплате70,00/],
  ["0.00", "50.00", /В том числе НДС9,02.₽К оплате50,00/],
])("a document says how %s of the balance makes %s to pay", async (covered, payable, told) => {
  startServer({ ...FRONT, [`GET /advance-invoices/${ID}`]: whole(covered, payable) });
  openCabinet(`/advance-invoices/${ID}`);
  expect(await screen.findByRole("heading", { level: 1, name: /A-2026-000017/ })).toBeDefined();
  expect((await screen.findByRole("table")).textContent?.replace(/\s/g, " ")).toMatch(told);
});
