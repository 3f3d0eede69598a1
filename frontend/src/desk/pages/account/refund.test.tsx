import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { cut, startServer } from "../../../testing/server";
import type { ChargeDetails } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { ACCOUNT, charge, correction, ID, session } from "../../testing/samples";

const CORRECT = `POST /charges/${ID}/corrections`;

async function askToRefund(found: ChargeDetails = charge()) {
  const server = startServer({
    "GET /session": session("manager"),
    ...ACCOUNT,
    "GET /charges": { charges: [found] },
    [`GET /charges/${ID}`]: found,
  });
  const user = openDesk("/accounts/000123");
  await user.click(await screen.findByRole("button", { name: `Открыть: ${found.text}` }));
  const opened = within(await screen.findByRole("dialog"));
  return { server, user, opened };
}

test("a part is given back: its sum and why, under one key however often it is sent", async () => {
  const { server, user, opened } = await askToRefund();
  await user.click(await opened.findByRole("button", { name: "Вернуть деньги" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByText(/вернутся на баланс абонента сразу/)).toBeDefined();
  await user.click(dialog.getByRole("radio", { name: "Вернуть часть" }));
  await user.type(dialog.getByLabelText("Сумма, ₽"), "12,50");
  await user.type(dialog.getByLabelText("Причина"), "сбой");
  server.on(CORRECT, cut);
  await user.click(dialog.getByRole("button", { name: "Вернуть деньги" }));
  expect(await dialog.findByText(/дважды оно не выполнится/)).toBeDefined();

  server.on(CORRECT, correction({ kind: "refund", amount: "12.50", state: "applied" }));
  await user.click(dialog.getByRole("button", { name: "Повторить" }));
  expect(await screen.findByText(/Возвращено 12,50/)).toBeDefined();
  expect(server.acts).toHaveLength(2);
  expect(server.acts[1]?.key).toBe(server.acts[0]?.key);
  const body = { kind: "refund", amount: "12.50", reason: "сбой" };
  expect(server.acts[1]?.body).toEqual(body);
});

test("all that is left is given back without naming a sum; above the limit it is said to wait", async () => {
  const { server, user, opened } = await askToRefund();
  await user.click(await opened.findByRole("button", { name: "Вернуть деньги" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByRole("radio", { name: /Вернуть всё, что осталось: 50,00/ })).toBeDefined();
  await user.type(dialog.getByLabelText("Причина"), "сбой");
  server.on(CORRECT, correction({ state: "pending" }));
  await user.click(dialog.getByRole("button", { name: "Вернуть деньги" }));
  expect(await screen.findByText(/Ждёт подтверждения другим сотрудником/)).toBeDefined();
  expect(server.acts[0]?.body).toEqual({ kind: "reversal", reason: "сбой" });
});

test("without a reason nothing is given back", async () => {
  const { server, user, opened } = await askToRefund();
  await user.click(await opened.findByRole("button", { name: "Вернуть деньги" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Причина"), "   ");
  await user.click(dialog.getByRole("button", { name: "Вернуть деньги" }));
  expect(server.acts).toEqual([]);
});

test("what was given back whole offers nothing more", async () => {
  const { opened } = await askToRefund(charge({ left: "0.00", reversed: true }));
  expect(await opened.findByText("возвращено")).toBeDefined();
  await waitFor(() => expect(opened.queryByRole("button", { name: "Вернуть деньги" })).toBeNull());
});
