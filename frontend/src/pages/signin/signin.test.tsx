import { screen } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { FRONT, SESSION } from "../../testing/samples";
import { problem, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const nobody = () => problem(401, "not_authenticated");

async function signIn(user: UserEvent, password = "secret") {
  await user.type(await screen.findByLabelText("Пароль"), password);
  await user.click(screen.getByRole("button", { name: "Войти" }));
}

test("a wrong password is told without saying what is wrong", async () => {
  startServer({ "GET /session": nobody, "POST /session": nobody });
  const user = openCabinet();
  await user.type(await screen.findByLabelText("Лицевой счёт"), "000123");
  await signIn(user);
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toBe("Лицевой счёт или пароль не подходит.");
  expect(screen.getByLabelText("Пароль").getAttribute("aria-invalid")).toBe("true");
});

test("too many attempts say when to come back", async () => {
  const wait = () => problem(429, "too_many_attempts", "retry_same_id", { "Retry-After": "300" });
  startServer({ "GET /session": nobody, "POST /session": wait });
  const user = openCabinet("/", "en");
  await user.type(await screen.findByLabelText("Account number"), "000123");
  await user.type(screen.getByLabelText("Password"), "secret");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toContain("in 5 minutes");
});

test("signing in opens the page that was asked for", async () => {
  const server = startServer({ ...FRONT, "GET /session": nobody, "POST /session": SESSION });
  const user = openCabinet("/settings");
  await user.type(await screen.findByLabelText("Лицевой счёт"), " 000123 ");
  await signIn(user);
  expect(await screen.findByRole("heading", { level: 1, name: "Настройки" })).toBeDefined();
  expect(server.acts[0]).toMatchObject({ body: { account: "000123", password: "secret" } });
  expect(document.title).toBe("Настройки · Витрина");
});

test("a password can be looked at", async () => {
  startServer({ "GET /session": nobody });
  const user = openCabinet();
  const field = await screen.findByLabelText<HTMLInputElement>("Пароль");
  await user.click(screen.getByRole("button", { name: /Показать/ }));
  expect(field.type).toBe("text");
});

test("a session that ends leaves the page, and its subscriber comes back to it", async () => {
  const server = startServer(FRONT);
  const user = openCabinet("/history");
  const page = await screen.findByRole("heading", { level: 1, name: "История" });
  server.on("GET /session", nobody);
  server.on("GET /invoices", nobody);
  await user.click(screen.getByRole("link", { name: "Счета" }));
  const over = await screen.findByRole("dialog", { name: "Сеанс закончился" });
  expect(page.isConnected).toBe(false);
  expect(document.activeElement).toBe(screen.getByLabelText("Пароль"));
  expect(screen.getByRole("heading", { level: 1, name: "Счета" })).toBeDefined();

  server.on("GET /session", SESSION);
  server.on("POST /session", SESSION);
  server.on("GET /invoices", { invoices: [] });
  await signIn(user);
  expect(await screen.findByText(/Счетов пока нет/)).toBeDefined();
  expect(over.isConnected).toBe(false);
});

test("signing out leads to the door, not to a session that is over", async () => {
  const server = startServer(FRONT);
  const user = openCabinet("/settings");
  server.on("DELETE /session", () => new Response(null, { status: 204 }));
  await user.click(await screen.findByRole("button", { name: "Выйти" }));
  expect(await screen.findByRole("heading", { name: "Вход в личный кабинет" })).toBeDefined();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(server.acts.at(-1)).toMatchObject({ call: "DELETE /session", token: "token-1" });
});
