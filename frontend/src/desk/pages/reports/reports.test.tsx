import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { startServer } from "../../../testing/server";
import type { Report, ReportDescription } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { session } from "../../testing/samples";
import { lastDayOf } from "./question";

const COLUMNS: Report["columns"] = [
  { name: "month", title: "Месяц", kind: "month" },
  { name: "state", title: "Состояние", kind: "word" },
  { name: "gross", title: "Выручка", kind: "money" },
  { name: "share", title: "Доля", kind: "share" },
];

const description = (changes: Partial<ReportDescription>): ReportDescription => ({
  name: "revenue",
  title: "Выручка",
  about: "",
  span: "days",
  takes: ["integrator"],
  needs: [],
  columns: COLUMNS,
  ...changes,
});

const REPORT: Report = {
  name: "revenue",
  first_day: "2026-05-01",
  last_day: "2026-05-31",
  as_of: "2026-06-01T09:00:00Z",
  columns: COLUMNS,
  rows: [["2026-05", "active", "1234.50", "33.33"]],
  totals: { gross: "1234.50" },
  next: null,
};

function start(reports: ReportDescription[]) {
  const server = startServer({ "GET /session": session("manager"), "GET /reports": { reports } });
  server.on("GET /integrators", { integrators: [] });
  const asked: string[] = [];
  server.on("GET /reports/revenue", (request) => {
    asked.push(new URL(request.url).search);
    return Response.json(REPORT);
  });
  return { server, asked };
}

test("values are said by their kind, with the sum of all rows below", async () => {
  start([description({})]);
  openDesk("/reports/revenue");
  const row = within(await screen.findByRole("row", { name: /май 2026/ }));
  const cells = row.getAllByRole("cell").map(({ textContent }) => textContent);
  expect(cells.map((text) => text.replace(/[\u00a0\u202f]/g, " "))).toEqual([
    "май 2026",
    "активна",
    "1 234,50 ₽",
    "33,33 %",
  ]);
  expect(screen.getByRole("row", { name: /^Всего/ }).textContent).toContain("234,50");
});

test("what is asked for stands in the address, and in the files' addresses with its moment", async () => {
  const { asked } = start([description({})]);
  const user = openDesk("/reports/revenue?from=2026-05-01&to=2026-05-31&integrator=operator");
  expect(await screen.findByRole("row", { name: /май 2026/ })).toBeDefined();
  const query = new URLSearchParams(asked[0]);
  expect(query.get("from")).toBe("2026-05-01");
  expect(query.get("integrator")).toBe("operator");
  const csv = new URL(screen.getByRole<HTMLAnchorElement>("link", { name: "Скачать CSV" }).href);
  expect(csv.pathname).toBe("/api/operator/v1/reports/revenue/file");
  expect(Object.fromEntries(csv.searchParams)).toEqual({
    from: "2026-05-01",
    to: "2026-05-31",
    integrator: "operator",
    as_of: REPORT.as_of,
    format: "csv",
  });

  await user.clear(screen.getByLabelText("По"));
  await user.click(screen.getByRole("button", { name: "Показать" }));
  expect(new URLSearchParams(location.search).get("to")).toBeNull();
});

test("a report of one platform waits until it is chosen", async () => {
  const needs: ReportDescription["needs"] = ["integrator"];
  const { asked } = start([description({ needs })]);
  openDesk("/reports/revenue");
  expect(await screen.findByText("Выберите площадку, и отчёт появится.")).toBeDefined();
  expect(asked).toEqual([]);
});

test("months are asked for whole", async () => {
  const { asked } = start([description({ span: "months" })]);
  openDesk("/reports/revenue?from=2026-01&to=2026-02");
  expect(await screen.findByRole("row", { name: /май 2026/ })).toBeDefined();
  const query = new URLSearchParams(asked[0]);
  expect([query.get("from"), query.get("to")]).toEqual(["2026-01-01", "2026-02-28"]);
  expect(lastDayOf("2028-02")).toBe("2028-02-29");
});
