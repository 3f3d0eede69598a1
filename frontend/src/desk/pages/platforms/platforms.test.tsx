import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { startServer } from "../../../testing/server";
import type { Integrator } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { session } from "../../testing/samples";

const PLATFORM: Integrator = {
  code: "shop",
  title: "Лавка",
  dialect: "native",
  enabled: true,
  test_mode: false,
  soap: "https://vitrina.example/soap/shop",
  wire: {},
  storefront: { paths: ["/"], form: "native", weak: false, has_secret: false, frame: true },
  networks: [],
  refusals: "remember",
  batch_limit: 500,
  journal: true,
  version: 1,
  created_at: "2026-05-01T09:00:00Z",
  secrets: [],
};

test("a platform is connected step by step, and its secret is shown once", async () => {
  const server = startServer({
    "GET /session": session("admin"),
    "GET /dialects": { dialects: [{ name: "native" }, { name: "relans" }] },
  });
  server.on("POST /integrators", {
    integrator: PLATFORM,
    secret: "s3cret",
    verification_key: "0a0b",
  });
  const user = openDesk("/platforms/new");
  const next = async () => user.click(screen.getByRole("button", { name: "Дальше" }));
  await user.type(await screen.findByLabelText("Код"), "shop");
  await next();
  expect(screen.getByLabelText<HTMLInputElement>("Название").validity.valid).toBe(false);
  expect(screen.getByText("1. Основное").getAttribute("aria-current")).toBe("step");

  await user.type(screen.getByLabelText("Название"), "Лавка");
  await next();
  await user.type(screen.getByLabelText("Адрес витрины"), "https://shop.example/");
  await next();
  await user.type(screen.getByLabelText("Откуда может обращаться"), "192.0.2.0/24\n");
  await user.type(screen.getByLabelText("Наибольшее списание, ₽"), "1 000");
  await user.click(screen.getByRole("button", { name: "Подключить площадку" }));

  expect(await screen.findByText("s3cret")).toBeDefined();
  expect(screen.getByText(`${PLATFORM.soap}?wsdl`)).toBeDefined();
  expect(server.acts[0]?.body).toMatchObject({
    code: "shop",
    title: "Лавка",
    networks: ["192.0.2.0/24"],
    max_charge: "1000",
    max_daily: null,
    wire: {},
    storefront: { url: "https://shop.example/", form: "native", paths: null, frame: true },
  });
});

test("a test says every step, and in our words what failed", async () => {
  const server = startServer({
    "GET /session": session("admin"),
    "GET /integrators/shop": PLATFORM,
  });
  server.on("POST /integrators/shop/test", {
    ok: false,
    steps: [
      { step: "switched_on", result: "ok", reason: "on", words: "its calls are admitted" },
      { step: "called_back", result: "failed", reason: "silent", words: "no call has come" },
    ],
  });
  const user = openDesk("/platforms/shop");
  await user.click(await screen.findByRole("button", { name: "Проверить связь" }));
  const steps = within(await screen.findByRole("list", { name: "Проверка связи" }));
  expect(await screen.findByText("Есть что исправить")).toBeDefined();
  expect(steps.getByText("Площадка включена").parentElement?.textContent).toContain("получилось");
  expect(steps.getByText(/Площадка не обратилась/)).toBeDefined();
});
