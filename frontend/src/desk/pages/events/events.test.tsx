import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { startServer } from "../../../testing/server";
import type { DeliveryDetails, Endpoint } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { ID, session } from "../../testing/samples";

const EVENT = "00000000-0000-4000-8000-0000000000e1";

function endpoint(changes: Partial<Endpoint> = {}): Endpoint {
  return {
    id: ID,
    url: "https://crm.example/hooks",
    topics: [],
    created_at: "2026-05-01T09:00:00Z",
    enabled: true,
    failures: 0,
    waiting: 3,
    ...changes,
  };
}

const DELIVERY: DeliveryDetails = {
  endpoint_id: ID,
  event_id: EVENT,
  type: "charge.taken",
  at: "2026-05-01T09:00:00Z",
  account: "000123",
  state: "failed",
  attempts: 2,
  body: '{"type":"charge.taken","data":{"amount":"50.00"}}',
  tries: [
    { number: 1, at: "2026-05-01T09:00:01Z", status: 500, milliseconds: 12 },
    { number: 2, at: "2026-05-01T09:05:01Z", reason: "timeout", milliseconds: 10_000 },
  ],
};

test("an endpoint is added for chosen events, and its secret is shown once", async () => {
  const server = startServer({ "GET /session": session("admin") });
  server.on("GET /event-endpoints", { endpoints: [] });
  server.on("POST /event-endpoints", { endpoint: endpoint(), secret: "whsec_abc" });
  const user = openDesk("/events");
  await user.click(await screen.findByRole("button", { name: "Добавить адрес" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Адрес"), "https://crm.example/hooks");
  await user.selectOptions(dialog.getByLabelText("О чём сообщать"), "some");
  await user.click(dialog.getByLabelText(/списание сделано/));
  await user.click(dialog.getByRole("button", { name: "Добавить адрес" }));
  expect(await screen.findByText("whsec_abc")).toBeDefined();
  expect(server.acts[0]?.body).toEqual({
    url: "https://crm.example/hooks",
    topics: ["charge.taken"],
  });
});

test("one that was switched off for failing is told loudly, and switched on again", async () => {
  const broken = endpoint({
    enabled: false,
    disabled_at: "2026-05-03T09:00:00Z",
    disabled_reason: "failing",
  });
  const server = startServer({ "GET /session": session("admin") });
  server.on("GET /event-endpoints", { endpoints: [broken] });
  server.on("GET /event-deliveries", { deliveries: [] });
  server.on(`PATCH /event-endpoints/${ID}`, endpoint());
  const user = openDesk(`/events/${ID}`);
  expect(await screen.findByText(/Отключён .* слишком долго не принимал/)).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Включить" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Включить" }));
  await waitFor(() => expect(server.acts[0]?.body).toEqual({ enabled: true }));
});

test("what its owner has switched off is no trouble", async () => {
  const off = endpoint({ enabled: false, disabled_reason: "owner" });
  startServer({ "GET /session": session("admin"), "GET /event-endpoints": { endpoints: [off] } });
  openDesk("/events");
  expect(await screen.findByText("Выключен")).toBeDefined();
  expect(screen.queryByText(/не доходят/)).toBeNull();
});

test("a delivery shows its body and every attempt, and goes once more", async () => {
  const server = startServer({ "GET /session": session("manager") });
  server.on("GET /event-endpoints", { endpoints: [endpoint()] });
  server.on("GET /event-deliveries", { deliveries: [DELIVERY] });
  server.on(`GET /event-deliveries/${ID}/${EVENT}`, DELIVERY);
  server.on(`POST /event-deliveries/${ID}/${EVENT}/redeliver`, DELIVERY);
  const user = openDesk(`/events/${ID}`);
  await user.click(await screen.findByRole("button", { name: "Открыть: списание сделано" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(await dialog.findByText(/"amount": "50.00"/)).toBeDefined();
  expect(dialog.getByText("HTTP 500")).toBeDefined();
  expect(dialog.getByText("нет ответа вовремя")).toBeDefined();
  await user.click(dialog.getByRole("button", { name: "Отправить ещё раз" }));
  await waitFor(() => expect(server.acts).toHaveLength(1));
  expect(screen.queryByRole("button", { name: "Послать пробное" })).toBeNull();
});
