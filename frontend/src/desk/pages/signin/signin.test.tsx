import { screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { problem, startServer } from "../../../testing/server";
import { openDesk } from "../../testing/openDesk";
import { session } from "../../testing/samples";

const nobody = () => problem(401, "not_authenticated");

async function signIn(user: UserEvent, code = "") {
  await user.type(await screen.findByLabelText("Пароль"), "secret");
  if (code) await user.type(screen.getByLabelText("Код из приложения"), code);
  await user.click(screen.getByRole("button", { name: "Войти" }));
}

test("the code is sent where it is given, and nothing is said of what was wrong", async () => {
  const server = startServer({ "GET /session": nobody, "POST /session": nobody });
  const user = openDesk("/me");
  await user.type(await screen.findByLabelText("Имя"), " anna ");
  await signIn(user, "123456");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toBe("Имя, пароль или код не подходит.");
  const body = { name: "anna", password: "secret", code: "123456" };
  expect(server.acts[0]).toMatchObject({ call: "POST /session", body });
});

test("without a second factor no code is sent; the page that was asked for opens", async () => {
  const server = startServer({ "GET /session": nobody, "POST /session": session() });
  const user = openDesk("/me");
  await user.type(await screen.findByLabelText("Имя"), "admin");
  await signIn(user);
  expect(await screen.findByRole("heading", { level: 1, name: "Вход и вид" })).toBeDefined();
  expect(server.acts[0]?.body).toEqual({ name: "admin", password: "secret", code: null });
});

test("a session that ends leaves the page, and whoever had it comes back to it", async () => {
  const server = startServer({ "GET /session": session(), "GET /accounts": { accounts: [] } });
  const user = openDesk("/accounts");
  const page = await screen.findByRole("heading", { level: 1, name: "Лицевые счета" });
  server.on("GET /session", nobody);
  server.on("GET /accounts", nobody);
  await user.type(screen.getByLabelText("Номер или имя"), "Иванов");
  await user.click(screen.getByRole("button", { name: "Найти" }));
  const over = await screen.findByRole("dialog", { name: "Сеанс закончился" });

  server.on("GET /session", session());
  server.on("POST /session", session());
  server.on("GET /accounts", { accounts: [] });
  await signIn(user);
  await waitFor(() => expect(over.isConnected).toBe(false));
  expect(page.isConnected).toBe(true);
  expect(location.search).toBe(`?q=${encodeURIComponent("Иванов")}`);
});
