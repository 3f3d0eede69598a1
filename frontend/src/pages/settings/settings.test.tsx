import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FRONT } from "../../testing/samples";
import { problem, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

test("the language changes everything at once and is kept", async () => {
  startServer(FRONT);
  const user = openCabinet("/settings");
  await user.click(await screen.findByRole("radio", { name: "English" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeDefined();
  expect(document.documentElement.lang).toBe("en");
  expect(document.title).toBe("Settings · Vitrina");
  expect(localStorage.getItem("vitrina.language")).toBe("en");
});

test("a theme is kept, and the system's is no choice of ours", async () => {
  startServer(FRONT);
  const user = openCabinet("/settings");
  await user.click(await screen.findByRole("radio", { name: "Тёмное" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
  await user.click(screen.getByRole("radio", { name: "Как в системе" }));
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test("a wrong present password is told; a right one is changed and the form emptied", async () => {
  const wrong = () => problem(422, "wrong_password", "new_id_after_change");
  const server = startServer({ ...FRONT, "POST /password": wrong });
  const user = openCabinet("/settings");
  const current = await screen.findByLabelText<HTMLInputElement>("Текущий пароль");
  await user.type(current, "present");
  await user.type(screen.getByLabelText("Новый пароль"), "a phrase of words");
  await user.click(screen.getByRole("button", { name: "Сменить пароль" }));
  expect(await screen.findByText("Текущий пароль не подходит.")).toBeDefined();

  server.on("POST /password", () => new Response(null, { status: 204 }));
  await user.click(screen.getByRole("button", { name: "Сменить пароль" }));
  expect(await screen.findByText(/Пароль изменён/)).toBeDefined();
  await waitFor(() => expect(current.value).toBe(""));
});
