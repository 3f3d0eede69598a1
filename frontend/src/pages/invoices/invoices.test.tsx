import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Invoice, InvoiceSummary } from "../../api/types";
import { FRONT, ID } from "../../testing/samples";
import { startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const DRAFT: InvoiceSummary = {
  kind: "invoice",
  status: "draft",
  month: "2026-06",
  total: "50.00",
  vat_total: "0.00",
  pdf: "/drafts/2026-06/document.pdf",
};
const FINAL: InvoiceSummary = {
  ...DRAFT,
  id: ID,
  number: "2026-000017",
  status: "final",
  month: "2026-05",
  issued_on: "2026-06-01",
  pdf: `/invoices/${ID}/document.pdf`,
};
const NOTE = "НДС не облагается, подп. 26 п. 2 ст. 149 НК РФ";
const WHOLE: Invoice = {
  ...FINAL,
  account: "000123",
  payer: "Иванов Д. И.",
  seller: "ООО «Оператор»",
  lines: [
    { text: "Антивирус", quantity: 1, amount: "50.00", vat_amount: "0.00", vat_note: NOTE },
    {
      text: "Офис",
      quantity: 1,
      amount: "122.00",
      vat_rate: "22",
      vat_amount: "22.00",
      vat_note: "",
    },
  ],
};

test("drafts are marked, and everything has its PDF", async () => {
  startServer({ ...FRONT, "GET /invoices": { invoices: [DRAFT, FINAL] } });
  openCabinet("/invoices");
  const list = within(await screen.findByRole("list", { name: "Счета" }));
  const rows = list.getAllByRole("listitem").map((row) => within(row));
  expect(rows[0]?.getByText(/^Черновик: /)).toBeDefined();
  expect(rows[0]?.getByRole("link", { name: "Черновик за июнь 2026" })).toBeDefined();
  expect(rows[1]?.queryByText(/^Черновик/)).toBeNull();
  const pdf = rows[1]?.getByRole("link", { name: "PDF: Счёт № 2026-000017" });
  expect(pdf?.getAttribute("href")).toBe(`/api/cabinet/v1/invoices/${ID}/document.pdf`);
});

test("a document shows its lines and why there is no tax in one", async () => {
  startServer({ ...FRONT, [`GET /invoices/${ID}`]: WHOLE });
  openCabinet(`/invoices/${ID}`);
  expect(await screen.findByRole("heading", { level: 1, name: /2026-000017/ })).toBeDefined();
  const [, untaxed, taxed] = screen.getAllByRole("row");
  expect(untaxed?.textContent).toContain(NOTE);
  expect(taxed?.textContent).toMatch(/22\s%22,00/);
});
