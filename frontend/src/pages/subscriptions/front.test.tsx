import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { FRONT, ID, SUMMARY, subscription } from "../../testing/samples";
import { problem, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

test("a part that fails says so by itself and can be asked again", async () => {
  const down = () => problem(503, "unavailable", "retry_same_id");
  const server = startServer({ ...FRONT, "GET /summary": down });
  const user = openCabinet();
  expect(await screen.findByRole("article", { name: "Антивирус Касперского" })).toBeDefined();
  const summary = within(screen.getByRole("region", { name: "Сводка" }));
  expect((await summary.findByRole("alert")).textContent).toContain("временно недоступен");

  server.on("GET /summary", SUMMARY);
  await user.click(summary.getByRole("button", { name: "Повторить" }));
  expect(await summary.findByText("Денег хватает")).toBeDefined();
  expect(summary.queryByRole("alert")).toBeNull();
});

test("debt and a blocked account are said, and hide nothing", async () => {
  const poor = { ...SUMMARY, status: "blocked", balance: "-150.00", available: "-150.00" };
  startServer({ ...FRONT, "GET /summary": poor });
  openCabinet();
  expect(await screen.findByText(/Счёт заблокирован/)).toBeDefined();
  expect(screen.getByText(/Задолженность 150,00/)).toBeDefined();
  expect(await screen.findByRole("button", { name: /^Отписаться/ })).toBeDefined();
  expect(screen.getByRole("region", { name: "Что можно подключить" })).toBeDefined();
});

test("a subscription that waits for money says how much is missing", async () => {
  const waiting = subscription({
    state: "suspended",
    suspended_for: "money",
    next_charge: { on: "2026-05-31", amount: "150.00", expected: false },
  });
  startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [waiting] } });
  openCabinet();
  const card = within(await screen.findByRole("article"));
  expect(card.getByText("Приостановлена: не хватает денег")).toBeDefined();
  expect(await card.findByText(/Не хватает 50,00/)).toBeDefined();
});

test("once there is money again its platform is waited for, not the subscriber", async () => {
  const waiting = subscription({ state: "suspended", suspended_for: "money" });
  startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [waiting] } });
  openCabinet();
  const card = within(await screen.findByRole("article"));
  expect(await card.findByText(/платформа RentSoft повторит списание/)).toBeDefined();
  expect(card.getByText("Приостановлена")).toBeDefined();
  expect(card.queryByText(/не хватает/i)).toBeNull();
});

test("what its platform suspended without a word is suspended, and no more", async () => {
  const { next_charge: _, ...silent } = subscription({ state: "suspended" });
  startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [silent] } });
  openCabinet();
  const card = within(await screen.findByRole("article"));
  expect(card.getByText("Приостановлена")).toBeDefined();
  expect(card.queryByText(/хватает/)).toBeNull();
});

test("a trial says until when it is free, not that it is paid", async () => {
  const trial = subscription({ state: "trial", trial_through: "2026-05-30" });
  startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [trial] } });
  openCabinet();
  const card = within(await screen.findByRole("article"));
  expect(card.getByText("Бесплатно до")).toBeDefined();
  expect(card.queryByText("Оплачено по")).toBeNull();
});

test.each(["waiting", "refused", "not_told"] as const)(
  "what was left and has no more days says so while its platform is silent: %s",
  async (platform_told) => {
    const left = subscription({
      state: "cancelling",
      ends_on: "2020-05-30",
      acts: ["undo_unsubscribe"],
      platform_told,
    });
    startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [left] } });
    openCabinet();
    const card = within(await screen.findByRole("article"));
    const told = /Вы отписались; списаний не будет. Платформа RentSoft ещё не подтвердила/;
    expect(card.getByText(told)).toBeDefined();
    expect(card.getByText("Работала до")).toBeDefined();
    expect(card.queryByText("Отключается")).toBeNull();
    expect(card.getByRole("button", { name: /^Отменить отписку/ })).toBeDefined();
  },
);

test("a platform that is being told is forgotten by itself once it knows", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const left = subscription({ state: "cancelling", ends_on: "2999-05-30", acts: [] });
  const waiting = { ...left, platform_told: "waiting" };
  const server = startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [waiting] } });
  openCabinet();
  expect(await screen.findByText(/Сообщаем платформе/)).toBeDefined();
  server.on("GET /subscriptions", { subscriptions: [{ ...left, platform_told: "told" }] });
  await vi.advanceTimersByTimeAsync(5_000);
  await waitFor(() => expect(screen.queryByText(/Сообщаем платформе/)).toBeNull());
  vi.useRealTimers();
});

test("a part of its platform's bundle cannot be left alone, and says why", async () => {
  const part = subscription({ has_activation: true });
  const told = { source: "fresh", activation: "none", may_unsubscribe: false };
  startServer({
    ...FRONT,
    "GET /subscriptions": { subscriptions: [part] },
    [`GET /subscriptions/${ID}/activation`]: told,
  });
  openCabinet();
  expect(await screen.findByText(/Входит в пакет/)).toBeDefined();
  expect(screen.queryByRole("button", { name: /^Отписаться/ })).toBeNull();
});

test("a platform that is away keeps nobody from leaving", async () => {
  const away = vi.fn(() => problem(503, "unavailable", "retry_same_id"));
  startServer({
    ...FRONT,
    "GET /subscriptions": { subscriptions: [subscription({ has_activation: true })] },
    [`GET /subscriptions/${ID}/activation`]: away,
  });
  openCabinet();
  await waitFor(() => expect(away).toHaveBeenCalledOnce());
  expect(screen.getByRole("button", { name: /^Отписаться/ })).toBeDefined();
});

test("what is over is folded away below what lives", async () => {
  const over = subscription({ id: "2", product: "Старый", state: "ended", acts: [] });
  startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [over, subscription()] } });
  const user = openCabinet();
  expect(await screen.findAllByRole("article")).toHaveLength(1);
  await user.click(screen.getByText("Завершённые подписки: 1"));
  expect(await screen.findByRole("article", { name: "Старый" })).toBeDefined();
});

test("keys are asked for when they are wanted, and copied alone", async () => {
  const given = subscription({ has_activation: true, acts: ["undo_unsubscribe"] });
  const server = startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [given] } });
  const told = {
    source: "fresh",
    activation: "done",
    activation_text: "Код активации: ABCD-1234",
    usage_text: "",
    links: ["https://example.com/setup.exe"],
    locked: false,
    may_unsubscribe: true,
  };
  let asked = 0;
  server.on(`GET /subscriptions/${ID}/activation`, () => {
    asked += 1;
    return Response.json(told);
  });
  const user = openCabinet();
  const summary = await screen.findByText("Активация и загрузка");
  expect(asked).toBe(0);
  await user.click(summary);
  await user.click(await screen.findByRole("button", { name: /^Скопировать/ }));
  expect(await navigator.clipboard.readText()).toBe("ABCD-1234");
  expect(screen.getByRole("link", { name: "Скачать setup.exe" }).getAttribute("rel")).toBe(
    "noopener noreferrer",
  );
});

test("keys that are being made say how long that takes", async () => {
  const given = subscription({ has_activation: true });
  const told = { source: "fresh", activation: "pending", activation_text: "", usage_text: "" };
  startServer({
    ...FRONT,
    "GET /subscriptions": { subscriptions: [given] },
    [`GET /subscriptions/${ID}/activation`]: { ...told, locked: false, may_unsubscribe: true },
  });
  const user = openCabinet();
  await user.click(await screen.findByText("Активация и загрузка"));
  expect(await screen.findByText(/до получаса/)).toBeDefined();
});

test("a lost network is said, and what was loaded stays", async () => {
  startServer(FRONT);
  openCabinet();
  const card = await screen.findByRole("article");
  const line = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  act(() => void dispatchEvent(new Event("offline")));
  expect(screen.getByText(/Нет связи с интернетом/)).toBeDefined();
  expect(card.isConnected).toBe(true);
  line.mockReturnValue(true);
  act(() => void dispatchEvent(new Event("online")));
  expect(screen.queryByText(/Нет связи с интернетом/)).toBeNull();
});
