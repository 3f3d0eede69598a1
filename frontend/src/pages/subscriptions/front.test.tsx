import { act, screen, within } from "@testing-library/react";
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

test("what is over is folded away below what lives", async () => {
  const over = subscription({ id: "2", product: "Старый", state: "ended", acts: [] });
  startServer({ ...FRONT, "GET /subscriptions": { subscriptions: [over, subscription()] } });
  const user = openCabinet();
  expect(await screen.findAllByRole("article")).toHaveLength(1);
  await user.click(screen.getByText("Завершённые подписки: 1"));
  expect(await screen.findByRole("article", { name: "Старый" })).toBeDefined();
});

test("keys are asked for when they are wanted, and copied alone", async () => {
  const given = subscription({ has_activation: true });
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
