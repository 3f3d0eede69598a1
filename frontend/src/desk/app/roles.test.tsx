import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { startServer } from "../../testing/server";
import { openDesk } from "../testing/openDesk";
import { session } from "../testing/samples";

const links = async () => {
  const menu = await screen.findByRole("navigation", { name: "Разделы" });
  return within(menu)
    .queryAllByRole("link")
    .map(({ textContent }) => textContent);
};

test("a cashier is led to subscribers and their payments alone", async () => {
  startServer({ "GET /session": session("cashier"), "GET /accounts": { accounts: [] } });
  openDesk("/");
  expect(await links()).toEqual(["Лицевые счета", "Загрузка файлов", "Счета вперёд", "Продукты"]);
  expect(await screen.findByRole("heading", { level: 1, name: "Лицевые счета" })).toBeDefined();
});

test("a manager is led to billing and the catalogue, not to staff and the audit", async () => {
  startServer({ "GET /session": session("manager") });
  openDesk();
  const shown = await links();
  expect(shown).toContain("Биллинг");
  expect(shown).toContain("Шаблоны списаний");
  expect(shown).not.toContain("Сотрудники");
  expect(shown).not.toContain("Журнал действий");
});

test("a page of another role says so, and asks the server nothing", async () => {
  const asked: string[] = [];
  const server = startServer({ "GET /session": session("cashier") });
  server.on("GET /audit", () => {
    asked.push("audit");
    return Response.json({ records: [] });
  });
  openDesk("/audit");
  expect(await screen.findByText("Эта страница не для вашей роли.")).toBeDefined();
  expect(asked).toEqual([]);
});

test("who must set up a second factor sees nothing else before", async () => {
  startServer({ "GET /session": session("admin", { totp_required: true }) });
  openDesk("/accounts");
  expect(await screen.findByText(/Вашей роли нужен второй фактор/)).toBeDefined();
  expect(await links()).toEqual([]);
});

test("the role is said beside the name", async () => {
  startServer({ "GET /session": session("auditor", { name: "zoya" }) });
  openDesk();
  const link = await screen.findByRole("link", { name: "zoya" });
  expect(link.parentElement?.textContent).toContain("аудитор");
});
