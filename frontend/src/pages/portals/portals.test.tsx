import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Portal } from "../../api/types";
import { FRONT, ID } from "../../testing/samples";
import { problem, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const ASKING: Portal = {
  id: ID,
  portal: "Мой оператор",
  scopes: ["accounts:read", "subscriptions:write"],
  state: "pending",
  created_at: "2026-05-01T09:00:00Z",
  expires_at: "2026-05-08T09:00:00Z",
};

test("a portal that asks is let in once its rights were told", async () => {
  const server = startServer({ ...FRONT, "GET /portals": { portals: [ASKING] } });
  const user = openCabinet("/settings");
  const row = within(await screen.findByRole("list", { name: "Доступ порталов" }));
  expect(row.getByText("Просит доступ")).toBeDefined();
  await user.click(row.getByRole("button", { name: "Разрешить: Мой оператор" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "видеть владельца, баланс и движение денег",
    "подключать и отключать подписки, ставить на паузу: за них спишутся деньги",
  ]);
  expect(server.acts).toEqual([]);

  const active = { ...ASKING, state: "active" };
  server.on(`POST /portals/${ID}/accept`, active);
  server.on("GET /portals", { portals: [active] });
  await user.click(dialog.getByRole("button", { name: "Разрешить" }));
  expect(await screen.findByText("Доступ открыт: Мой оператор.")).toBeDefined();
  expect(await screen.findByRole("button", { name: "Закрыть доступ: Мой оператор" })).toBeDefined();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("an answer that was given elsewhere is told, and nothing is said to be done", async () => {
  const decided = () => problem(409, "binding_decided");
  startServer({
    ...FRONT,
    "GET /portals": { portals: [ASKING] },
    [`POST /portals/${ID}/refuse`]: decided,
  });
  const user = openCabinet("/settings");
  await user.click(await screen.findByRole("button", { name: "Отказать: Мой оператор" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Отказать" }));
  expect((await dialog.findByRole("alert")).textContent).toContain("уже ответили");
  expect(screen.queryByText(/^Отказано/)).toBeNull();
});

test("access ends where it was asked to, and then nobody has any", async () => {
  const active = { ...ASKING, state: "active" };
  const server = startServer({ ...FRONT, "GET /portals": { portals: [active] } });
  const user = openCabinet("/settings");
  await user.click(await screen.findByRole("button", { name: "Закрыть доступ: Мой оператор" }));
  server.on(`POST /portals/${ID}/revoke`, { ...ASKING, state: "revoked" });
  server.on("GET /portals", { portals: [] });
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Закрыть доступ" }));
  expect(await screen.findByText(/Другие порталы доступа/)).toBeDefined();
  await waitFor(() => expect(document.activeElement?.className).toBe("place"));
});
