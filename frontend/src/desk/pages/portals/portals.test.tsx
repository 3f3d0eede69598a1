import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { startServer } from "../../../testing/server";
import type { PortalDetails } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { ID, session } from "../../testing/samples";

const PORTAL: PortalDetails = {
  code: "city",
  title: "Городской портал",
  enabled: true,
  reach: "bound",
  scopes: ["accounts:read"],
  networks: [],
  calls_per_minute: 300,
  calls_per_day: 50_000,
  created_at: "2026-05-01T09:00:00Z",
  usage: [
    { span: "minute", limit: 300, calls: 12 },
    { span: "day", limit: 50_000, calls: 1500 },
  ],
};
const BINDING = {
  id: ID,
  account: "000123",
  source: "consent",
  scopes: ["accounts:read"],
  state: "active",
  created_at: "2026-05-01T09:00:00Z",
};
const KNOWN = {
  "GET /portals/city": PORTAL,
  "GET /portals/city/bindings": { bindings: [BINDING] },
};

test("a portal is let in with its rights, and its secret is shown once", async () => {
  const server = startServer({
    "GET /session": session("admin"),
    "GET /portals": { portals: [] },
    ...KNOWN,
  });
  server.on("POST /portals", { portal: PORTAL, secret: "s3cret" });
  const user = openDesk("/portals");
  await user.click(await screen.findByRole("button", { name: "Добавить портал" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Код"), "city");
  await user.type(dialog.getByLabelText("Название"), "Городской портал");
  await user.click(dialog.getByLabelText("видеть счета"));
  await user.click(dialog.getByRole("button", { name: "Добавить портал" }));
  expect(await screen.findByText("s3cret")).toBeDefined();
  expect(server.acts[0]?.body).toMatchObject({
    code: "city",
    reach: "bound",
    scopes: ["invoices:read"],
    networks: [],
    calls_per_minute: 300,
  });
  await user.click(screen.getByRole("button", { name: "Закрыть" }));
  expect(await screen.findByText(/1\s500 из 50\s000/)).toBeDefined();
  expect(screen.queryByText("s3cret")).toBeNull();
});

test("numbers are bound however they are separated; a binding is ended", async () => {
  const server = startServer({ "GET /session": session("manager"), ...KNOWN });
  server.on("POST /portals/city/bindings", { bound: 2 });
  server.on(`DELETE /portals/city/bindings/${ID}`, { ...BINDING, state: "revoked" });
  const user = openDesk("/portals/city");
  await user.click(await screen.findByRole("button", { name: "Привязать счета" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Номера счетов"), "000123, 000124\n000125");
  await user.click(dialog.getByRole("button", { name: "Привязать счета" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(server.acts[0]?.body).toEqual({
    accounts: ["000123", "000124", "000125"],
    reason: "",
  });
  await user.click(screen.getByRole("button", { name: "Снять привязку: 000123" }));
  const ask = within(screen.getByRole("dialog"));
  await user.click(ask.getByRole("button", { name: "Снять привязку" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(server.acts[1]?.call).toBe(`DELETE /portals/city/bindings/${ID}`);
});

test("a manager binds accounts, but neither changes a portal nor sees its secret anew", async () => {
  startServer({ "GET /session": session("manager"), ...KNOWN });
  openDesk("/portals/city");
  expect(await screen.findByRole("button", { name: "Привязать счета" })).toBeDefined();
  for (const name of ["Изменить", "Выключить", "Новый секрет"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
});
