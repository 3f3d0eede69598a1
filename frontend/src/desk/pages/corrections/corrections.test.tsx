import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem, startServer } from "../../../testing/server";
import { openDesk } from "../../testing/openDesk";
import { correction, ID, session } from "../../testing/samples";

const CONFIRM = `POST /corrections/${ID}/confirmation`;

test("nobody is offered to confirm a refund of their own", async () => {
  startServer({
    "GET /session": session("manager", { name: "boris" }),
    "GET /corrections": { corrections: [correction({ requested_by: "boris" })] },
  });
  openDesk("/corrections");
  expect(await screen.findByText("Ваш: подтвердит другой")).toBeDefined();
  expect(screen.queryByRole("button", { name: /^Подтвердить/ })).toBeNull();
  expect(screen.getByRole("button", { name: /^Отклонить/ })).toBeDefined();
});

test("another person's is confirmed after saying what it does, and leaves the list", async () => {
  const server = startServer({
    "GET /session": session("admin"),
    "GET /corrections": { corrections: [correction()] },
  });
  const user = openDesk("/corrections");
  await user.click(await screen.findByRole("button", { name: "Подтвердить: 000123" }));
  const dialog = within(screen.getByRole("dialog", { name: /Вернуть 500,00/ }));
  expect(dialog.getByText(/Запросил boris: ошибка/)).toBeDefined();

  server.on(CONFIRM, correction({ state: "applied" }));
  server.on("GET /corrections", { corrections: [] });
  await user.click(dialog.getByRole("button", { name: "Подтвердить" }));
  expect(await screen.findByText("Ничего не ждёт.")).toBeDefined();
  expect(server.acts[0]).toMatchObject({ call: CONFIRM, token: "token-1" });
});

test("a refusal of the server is said in words of the staff", async () => {
  const server = startServer({
    "GET /session": session("admin"),
    "GET /corrections": { corrections: [correction()] },
  });
  server.on(CONFIRM, () => problem(403, "second_person_needed"));
  const user = openDesk("/corrections");
  await user.click(await screen.findByRole("button", { name: "Подтвердить: 000123" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Подтвердить" }));
  expect(await dialog.findByText(/Нужен другой сотрудник/)).toBeDefined();
});
