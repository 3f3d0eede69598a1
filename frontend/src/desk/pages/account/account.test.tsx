import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem, startServer } from "../../../testing/server";
import { openDesk } from "../../testing/openDesk";
import { ACCOUNT, account, session } from "../../testing/samples";

test("an account is blocked with a reason, and not without one", async () => {
  const server = startServer({ "GET /session": session("manager"), ...ACCOUNT });
  const user = openDesk("/accounts/000123");
  await user.click(await screen.findByRole("button", { name: "Заблокировать" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByText(/Новых списаний не будет/)).toBeDefined();
  await user.click(dialog.getByRole("button", { name: "Заблокировать" }));
  expect(server.acts).toEqual([]);

  server.on("PATCH /accounts/000123", account({ status: "blocked" }));
  server.on("GET /accounts/000123", account({ status: "blocked" }));
  await user.type(dialog.getByLabelText("Причина"), "долг");
  await user.click(dialog.getByRole("button", { name: "Заблокировать" }));
  expect(await screen.findByText("Заблокирован")).toBeDefined();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(server.acts[0]).toMatchObject({
    call: "PATCH /accounts/000123",
    body: { status: "blocked", reason: "долг" },
    token: "token-1",
  });
});

test("a cashier takes payments and changes nothing of the account", async () => {
  startServer({ "GET /session": session("cashier"), ...ACCOUNT });
  openDesk("/accounts/000123");
  expect(await screen.findByRole("button", { name: "Принять платёж" })).toBeDefined();
  for (const name of ["Заблокировать", "Изменить данные", "Новый пароль"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});

test("a sum is typed as people write it; a repeated document is told", async () => {
  const server = startServer({ "GET /session": session("cashier"), ...ACCOUNT });
  server.on("POST /payments", { document: "PP-1", amount: "1000.50", replayed: true });
  const user = openDesk("/accounts/000123");
  await user.click(await screen.findByRole("button", { name: "Принять платёж" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Номер документа"), "PP-1");
  await user.type(dialog.getByLabelText("Сумма, ₽"), "1 000,50");
  await user.click(dialog.getByRole("button", { name: "Принять платёж" }));
  expect(await screen.findByText(/уже был принят/)).toBeDefined();
  const body = { account: "000123", document: "PP-1", amount: "1000.50", text: "" };
  expect(server.acts[0]?.body).toEqual(body);
});

test("another payment under the document's number is refused in words, and the form stays", async () => {
  const server = startServer({ "GET /session": session("cashier"), ...ACCOUNT });
  server.on("POST /payments", () => problem(409, "conflict", "new_id_after_change"));
  const user = openDesk("/accounts/000123");
  await user.click(await screen.findByRole("button", { name: "Принять платёж" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Номер документа"), "PP-1");
  await user.type(dialog.getByLabelText("Сумма, ₽"), "5");
  await user.click(dialog.getByRole("button", { name: "Принять платёж" }));
  expect(await dialog.findByText(/уже записано другое/)).toBeDefined();
  expect(dialog.getByLabelText<HTMLInputElement>("Номер документа").value).toBe("PP-1");
});

test("a new password is shown once", async () => {
  const server = startServer({ "GET /session": session("manager"), ...ACCOUNT });
  server.on("POST /accounts/000123/password", { number: "000123", password: "four plain words" });
  const user = openDesk("/accounts/000123");
  await user.click(await screen.findByRole("button", { name: "Новый пароль" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Причина"), "забыл");
  await user.click(dialog.getByRole("button", { name: "Новый пароль" }));
  expect(await screen.findByText("four plain words")).toBeDefined();
  expect(server.acts[0]?.body).toEqual({ remove: false, reason: "забыл" });
  await user.click(screen.getByRole("button", { name: "Закрыть" }));
  await waitFor(() => expect(screen.queryByText("four plain words")).toBeNull());
});
