import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem, startServer } from "../../../testing/server";
import { openDesk } from "../../testing/openDesk";
import { session } from "../../testing/samples";

const BEGUN = { secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/Vitrina:admin?secret=JBSW" };

test("a second factor is on once a code has confirmed it", async () => {
  const server = startServer({ "GET /session": session(), "POST /totp": BEGUN });
  const user = openDesk("/me");
  await user.click(await screen.findByRole("button", { name: "Включить" }));
  const proof = within(screen.getByRole("dialog"));
  await user.type(proof.getByLabelText("Ваш пароль"), "secret");
  await user.click(proof.getByRole("button", { name: "Дальше" }));
  expect(await screen.findByRole("img", { name: "QR-код для приложения" })).toBeDefined();
  expect(screen.getByText(BEGUN.secret)).toBeDefined();

  server.on("POST /totp/confirmation", () => problem(422, "wrong_code", "new_id_after_change"));
  await user.type(screen.getByLabelText("Код из приложения"), "000000");
  await user.click(screen.getByRole("button", { name: "Подтвердить" }));
  expect(await screen.findByText(/Код не подходит/)).toBeDefined();

  server.on("GET /session", session("admin", { has_totp: true }));
  server.on("POST /totp/confirmation", () => new Response(null, { status: 204 }));
  await user.click(screen.getByRole("button", { name: "Подтвердить" }));
  expect(await screen.findByText(/^Включён/)).toBeDefined();
  expect(screen.queryByText(BEGUN.secret)).toBeNull();
});
