import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { startServer } from "../../../testing/server";
import type { NoticeDetails, NoticeSettings, NoticeTextDetails } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { ACCOUNT, contact, ID, session } from "../../testing/samples";

const NOTICE: NoticeDetails = {
  id: ID,
  account: "000123",
  at: "2026-05-29T09:00:00Z",
  kind: "coming_debit",
  channel: "email",
  state: "failed",
  reason: "malformed_address",
  to: "ivanov@",
  language: "ru",
  subject: "Скоро списание",
  not_before: "2026-05-29T09:00:00Z",
  expires_at: "2026-06-01T00:00:00Z",
  attempts: 1,
  text: "1 июня спишется 50,00 ₽",
  fact: ID,
  log: [{ number: 1, at: "2026-05-29T09:00:00Z", answer: "refused", reason: "malformed_address" }],
};

const TEXT: NoticeTextDetails = {
  kind: "coming_debit",
  channel: "email",
  language: "ru",
  subject: "Скоро списание",
  text: "Спишется {amount}.",
  built_in: true,
  default_subject: "Скоро списание",
  default_text: "Спишется {amount}.",
  placeholders: { amount: "the sum" },
  versions: [],
};
const TEXT_PATH = "/notice-templates/coming_debit/email/ru";

const SETTINGS: NoticeSettings = {
  channels: [
    { channel: "email", configured: true },
    { channel: "gateway", configured: false },
  ],
  switches: [
    { kind: "coming_debit", channel: "email", on: true },
    { kind: "debit_done", channel: "email", on: false },
  ],
  how_to_pay: [{ language: "ru", text: "По номеру счёта.", built_in: true }],
  language: "ru",
  time_zone: "Europe/Moscow",
  quiet_hours: { begins: "22:00", ends: "08:00" },
  keep_days: 3,
};

test("the log is narrowed by the address, and says why a notice failed", async () => {
  const asked: string[] = [];
  const server = startServer({ "GET /session": session("auditor") });
  server.on("GET /notices", (request) => {
    asked.push(new URL(request.url).search);
    return Response.json({ notices: [NOTICE] });
  });
  openDesk("/notices?state=failed&kind=coming_debit");
  const row = within(await screen.findByRole("row", { name: /Скоро списание/ }));
  expect(row.getByText("такого адреса не бывает")).toBeDefined();
  expect(asked.at(-1)).toContain("state=failed");
  expect(asked.at(-1)).toContain("kind=coming_debit");
  expect(screen.getByLabelText<HTMLSelectElement>("Состояние").value).toBe("failed");
});

test("a notice is sent once more, and its copy is shown", async () => {
  const server = startServer({
    "GET /session": session("manager"),
    [`GET /notices/${ID}`]: NOTICE,
    "GET /notices/copy": { ...NOTICE, id: "copy", state: "waiting", resent_of: ID, log: [] },
  });
  server.on(`POST /notices/${ID}/resend`, { ...NOTICE, id: "copy" });
  const user = openDesk(`/notices/${ID}`);
  expect(await screen.findByText("отклонено")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Отправить ещё раз" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Отправить ещё раз" }));
  expect(await screen.findByText("Попыток ещё не было.")).toBeDefined();
  expect(screen.getByRole("link", { name: "первого уведомления" })).toBeDefined();
});

test("a text is previewed as it is typed, and saved whole", async () => {
  const server = startServer({
    "GET /session": session("manager"),
    [`GET ${TEXT_PATH}`]: TEXT,
  });
  server.on("POST /notice-templates/preview", async (request) => {
    const { text } = (await request.json()) as { text: string };
    return Response.json({ subject: "Тема", text: `Так: ${text}` });
  });
  server.on("POST /notice-templates", TEXT);
  const user = openDesk(TEXT_PATH);
  const area = await screen.findByLabelText<HTMLTextAreaElement>("Текст");
  fireEvent.change(area, { target: { value: "Скоро: " } });
  area.setSelectionRange(7, 7);
  await user.click(screen.getByRole("button", { name: "Вставить сумму, «50,00 ₽»" }));
  expect(await screen.findByText("Так: Скоро: {amount}")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Сохранить" }));
  await waitFor(() =>
    expect(server.acts.find(({ call }) => call === "POST /notice-templates")?.body).toMatchObject({
      kind: "coming_debit",
      channel: "email",
      language: "ru",
      subject: "Скоро списание",
    }),
  );
});

test("only what was turned is sent; a channel without settings says so", async () => {
  const server = startServer({
    "GET /session": session("manager"),
    "GET /notice-settings": SETTINGS,
    "GET /notice-templates": { templates: [], placeholders: {} },
  });
  server.on("PATCH /notice-settings", SETTINGS);
  const user = openDesk("/notice-templates");
  expect(await screen.findByText(/Канал не настроен: SMS/)).toBeDefined();
  await user.click(screen.getByRole("checkbox", { name: "Деньги списаны: Почта" }));
  await user.click(screen.getByRole("button", { name: "Сохранить" }));
  await waitFor(() => expect(server.acts).toHaveLength(1));
  expect(server.acts[0]?.body).toEqual({
    switches: [{ kind: "debit_done", channel: "email", on: true }],
    how_to_pay: {},
    reason: "",
  });
});

test("an auditor sees the switches and turns none", async () => {
  const may = session("auditor").operations.filter((each) => each !== "change_notice_settings");
  startServer({
    "GET /session": session("auditor", { operations: may }),
    "GET /notice-settings": SETTINGS,
    "GET /notice-templates": { templates: [], placeholders: {} },
  });
  openDesk("/notice-templates");
  const box = await screen.findByRole<HTMLInputElement>("checkbox", {
    name: "Скоро списание: Почта",
  });
  expect(box.disabled).toBe(true);
  expect(screen.queryByRole("button", { name: "Сохранить" })).toBeNull();
});

test("an address is changed on the account's page, an emptied one is taken away", async () => {
  const server = startServer({ "GET /session": session("manager"), ...ACCOUNT });
  server.on("PATCH /accounts/000123/contact", contact({ email: null }));
  const user = openDesk("/accounts/000123");
  await user.click(await screen.findByRole("button", { name: "Изменить адреса" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.clear(dialog.getByLabelText("Почта"));
  await user.type(dialog.getByLabelText("Телефон"), "+79001234567");
  await user.click(dialog.getByRole("button", { name: "Сохранить" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(server.acts[0]?.body).toEqual({
    email: null,
    phone: "+79001234567",
    language: null,
    reason: "",
  });
});
