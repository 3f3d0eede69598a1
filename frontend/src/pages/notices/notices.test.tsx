import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Notice, NoticeSettings } from "../../api/types";
import { FRONT, ID } from "../../testing/samples";
import { cut, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const NIGHT = { begins: "21:00", ends: "09:00" };
const SETTINGS: NoticeSettings = {
  email: "a@example.com",
  opted_out: [],
  in_force: { language: "ru", time_zone: "Europe/Moscow", quiet_hours: NIGHT },
  choices: [
    { kind: "coming_debit", channel: "email", offered: true, wanted: true },
    { kind: "coming_debit", channel: "gateway", offered: true, wanted: false },
    { kind: "debit_done", channel: "email", offered: true, wanted: true },
    { kind: "debit_done", channel: "gateway", offered: false, wanted: true },
  ],
};
const NOTICE: Notice = {
  id: ID,
  at: "2026-05-29T09:00:00Z",
  kind: "coming_debit",
  channel: "email",
  state: "sent",
  to: "a@example.com",
  language: "ru",
  subject: "1 июня спишется 50,00 ₽",
  text: "Не хватает 12,30 ₽.",
  sent_at: "2026-05-29T09:01:00Z",
};
const WORLD = {
  ...FRONT,
  "GET /notice-settings": SETTINGS,
  "GET /notices": {
    notices: [
      NOTICE,
      { ...NOTICE, id: "2", state: "waiting" },
      { ...NOTICE, id: "3", state: "suppressed" },
    ],
  },
};

test("what is not wanted is told to the server when it is saved, and not before", async () => {
  const server = startServer(WORLD);
  const user = openCabinet("/settings/notices");
  const debit = await screen.findByRole("checkbox", { name: "Скоро списание: Почта" });
  const message = screen.getByRole("checkbox", { name: "Скоро списание: SMS или мессенджер" });
  expect((message as HTMLInputElement).checked).toBe(false);
  await user.click(debit);
  await user.click(message);
  expect(server.acts).toEqual([]);

  server.on("PATCH /notice-settings", SETTINGS);
  await user.click(screen.getByRole("button", { name: "Сохранить" }));
  expect(await screen.findByText("Сохранено.")).toBeDefined();
  expect(server.acts.map(({ body }) => body)).toEqual([
    {
      language: null,
      time_zone: null,
      quiet_hours: null,
      opted_out: [{ kind: "coming_debit", channel: "email" }],
    },
  ]);
});

test("what the operator does not tell cannot be chosen", async () => {
  startServer(WORLD);
  openCabinet("/settings/notices");
  const row = await screen.findByRole("row", { name: /Деньги списаны/ });
  expect(within(row).getAllByRole("checkbox")).toHaveLength(1);
});

test("hours of one's own, and a language; a lost line is told and loses nothing", async () => {
  const server = startServer({ ...WORLD, "PATCH /notice-settings": cut });
  const user = openCabinet("/settings/notices");
  await user.click(await screen.findByRole("radio", { name: "Английский" }));
  expect(screen.getByRole("radio", { name: /с 21:00 до 09:00/ })).toBeDefined();
  await user.click(screen.getByRole("radio", { name: "В свои часы" }));
  fireEvent.change(screen.getByLabelText("До"), { target: { value: "07:30" } });
  await user.click(screen.getByRole("button", { name: "Сохранить" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Сервер не отвечает");
  expect(server.acts[0]?.body).toMatchObject({
    language: "en",
    quiet_hours: { begins: "22:00", ends: "07:30" },
  });
  const chosen = screen.getByRole<HTMLInputElement>("radio", { name: "Английский" });
  expect(chosen.checked).toBe(true);
});

test("what was told is there with its words, what waits says so", async () => {
  startServer(WORLD);
  const user = openCabinet("/settings/notices");
  const list = within(await screen.findByRole("list", { name: "Что уже сообщали" }));
  const [sent, waiting, unwanted] = list.getAllByRole("listitem").map((row) => within(row));
  expect(unwanted).toBeUndefined();
  expect(sent?.getByText("Отправлено")).toBeDefined();
  expect(waiting?.getByText("Ждёт отправки")).toBeDefined();
  await user.click(sent?.getByText("Текст") as HTMLElement);
  expect(await sent?.findByText("Не хватает 12,30 ₽.")).toBeDefined();
});

test("an operator that sends nothing says so", async () => {
  const silent = SETTINGS.choices.map((each) => ({ ...each, offered: false }));
  startServer({
    ...WORLD,
    "GET /notice-settings": { ...SETTINGS, choices: silent },
    "GET /notices": { notices: [] },
  });
  openCabinet("/settings/notices");
  expect(await screen.findByText("Оператор пока ничего не рассылает.")).toBeDefined();
  await waitFor(() => expect(screen.getByText("Пока ничего не сообщали.")).toBeDefined());
});
