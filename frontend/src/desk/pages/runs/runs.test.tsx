import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { problem, startServer } from "../../../testing/server";
import { openDesk } from "../../testing/openDesk";
import { ID, run, session } from "../../testing/samples";

const RUN = `GET /runs/${ID}`;
const APPROVE = `POST /runs/${ID}/approval`;
const text = (element: HTMLElement) => element.textContent.replace(/[\u00a0\u202f]/g, " ");

test("exactly the plan that was reviewed is approved, and the progress is shown", async () => {
  const server = startServer({ "GET /session": session("manager"), [RUN]: run() });
  const user = openDesk(`/runs/${ID}`);
  expect(await screen.findByText("Новые подписки")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Утвердить и списать" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(text(dialog.getByText(/Будет списано ровно/))).toContain("строк 1 000 на 50 000,00 ₽");

  const half = { ...run().progress, done: 500, charged: 480, charged_sum: "24000.00", unpaid: 20 };
  const applying = run({ state: "applying", progress: half });
  server.on(APPROVE, applying);
  server.on(RUN, applying);
  await user.click(dialog.getByRole("button", { name: "Утвердить и списать" }));
  const bar = await screen.findByRole<HTMLProgressElement>("progressbar");
  expect(await screen.findByText("списывает")).toBeDefined();
  expect([bar.value, bar.max]).toEqual([500, 1000]);
  expect(screen.getByText("Не хватило денег").nextSibling?.textContent).toBe("20");
  expect(server.acts[0]).toMatchObject({ call: APPROVE, body: { hash: run().hash } });
  expect(screen.queryByRole("button", { name: "Отменить запуск" })).toBeNull();
});

test("a plan that has changed meanwhile is refused in words", async () => {
  const server = startServer({ "GET /session": session("manager"), [RUN]: run() });
  server.on(APPROVE, () => problem(409, "already_exists"));
  const user = openDesk(`/runs/${ID}`);
  await user.click(await screen.findByRole("button", { name: "Утвердить и списать" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Утвердить и списать" }));
  expect(await dialog.findByRole("alert")).toBeDefined();
});

test("nothing due is no failure", async () => {
  const server = startServer({
    "GET /session": session("manager"),
    "GET /runs": { runs: [] },
    "GET /parked": { parked: [] },
  });
  server.on("POST /runs", () => problem(404, "not_found"));
  const user = openDesk("/runs");
  await user.click(await screen.findByRole("button", { name: "Составить план на сегодня" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Списывать нечего");
});

test("an auditor sees runs and starts none", async () => {
  const auditor = session("auditor");
  const operations = ["runs", "run", "parked"];
  startServer({
    "GET /session": { ...auditor, operations },
    "GET /runs": { runs: [run()] },
    "GET /parked": { parked: [] },
  });
  openDesk("/runs");
  expect(await screen.findByText("ждёт проверки")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Составить план на сегодня" })).toBeNull();
});

test("what is parked goes on as a person decides", async () => {
  const waiting = {
    account: "000123",
    subscription_id: ID,
    product: "Антивирус",
    reason: "several_periods_due",
    parked_at: "2026-05-02T03:00:00Z",
  };
  const server = startServer({
    "GET /session": session("manager"),
    "GET /runs": { runs: [] },
    "GET /parked": { parked: [waiting] },
  });
  server.on(`POST /parked/${ID}/resumption`, { charged: "100.00", ends: ["charged", "charged"] });
  const user = openDesk("/runs");
  expect(await screen.findByText("накопилось несколько периодов")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Решить: Антивирус" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.selectOptions(dialog.getByLabelText("Что списать"), "all");
  await user.click(dialog.getByRole("button", { name: "Продолжить" }));
  expect(await screen.findByText(/Списано 100,00/)).toBeDefined();
  expect(server.acts[0]?.body).toEqual({ policy: "all" });
});
