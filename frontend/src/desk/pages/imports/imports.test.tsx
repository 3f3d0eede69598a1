import { fireEvent, screen, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { problem, startServer } from "../../../testing/server";
import type { ImportLine } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { session } from "../../testing/samples";

const FILE = "document;account;amount\nPP-1;000123;50,00\nPP-2;000124;x\n";
const IMPORT = "POST /imports/payments";

function progress(created: number, refused: number, done: boolean): ImportLine {
  return {
    progress: { rows: created + refused, created, same: 0, differs: 0, refused, done },
  } as ImportLine;
}

const BROKEN = {
  report: { row: 3, result: "refused", key: "PP-2", code: "not_an_amount", field: "amount" },
} as ImportLine;

/** The lines as they come over a network: cut wherever it likes. */
function stream(lines: ImportLine[]): Response {
  const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/x-ndjson" } });
}

async function check(user: UserEvent) {
  const file = new File([FILE], "payments.csv", { type: "text/csv" });
  const input = await screen.findByLabelText<HTMLInputElement>("Файл CSV");
  await user.upload(input, file);
  if (input.form) fireEvent.submit(input.form); // jsdom takes the field for empty
}

test("a file is checked first; what is new in it is imported when that is confirmed", async () => {
  const server = startServer({ "GET /session": session("manager") });
  server.on(IMPORT, () => stream([progress(0, 0, false), BROKEN, progress(1, 1, true)]));
  const user = openDesk("/imports");
  await check(user);
  expect(await screen.findByText("Проверка закончена, ничего не изменено.")).toBeDefined();
  const row = within(screen.getByRole("row", { name: /PP-2/ }));
  expect(row.getByText("Сумма: не сумма")).toBeDefined();
  expect(server.acts[0]).toMatchObject({ token: "token-1" });
  expect(server.acts[0]?.query).toContain("dry_run=true");

  await user.click(screen.getByRole("button", { name: "Загрузить" }));
  const dialog = within(screen.getByRole("dialog", { name: "Загрузить payments.csv?" }));
  await user.click(dialog.getByRole("button", { name: "Загрузить" }));
  expect(await screen.findByText("Загрузка закончена.")).toBeDefined();
  expect(server.acts[1]?.query).toContain("dry_run=false");
  expect(screen.queryByRole("button", { name: "Загрузить" })).toBeNull();
});

test("a file that was not checked cannot be imported; another file is checked anew", async () => {
  const server = startServer({ "GET /session": session("manager") });
  server.on(IMPORT, () => stream([progress(2, 0, true)]));
  const user = openDesk("/imports");
  expect(await screen.findByLabelText("Файл CSV")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Загрузить" })).toBeNull();
  await check(user);
  expect(await screen.findByRole("button", { name: "Загрузить" })).toBeDefined();
  await user.selectOptions(screen.getByLabelText("Кодировка"), "windows-1251");
  expect(screen.queryByRole("button", { name: "Загрузить" })).toBeNull();
});

test("a stream without an end is no success", async () => {
  const server = startServer({ "GET /session": session("manager") });
  server.on(IMPORT, () => stream([progress(1, 0, false)]));
  const user = openDesk("/imports");
  await check(user);
  expect(await screen.findByText(/Связь прервалась/)).toBeDefined();
  expect(screen.queryByRole("button", { name: "Загрузить" })).toBeNull();
});

test("where the server stopped it says why", async () => {
  const server = startServer({ "GET /session": session("manager") });
  const stopped = { stopped: { code: "unavailable", advice: "retry_same_id" } } as ImportLine;
  server.on(IMPORT, () => stream([progress(1, 0, false), stopped]));
  const user = openDesk("/imports");
  await check(user);
  expect(await screen.findByText(/Остановилось/)).toBeDefined();
});

test("a file in another encoding is told in one sentence", async () => {
  const server = startServer({ "GET /session": session("manager") });
  const errors = [{ pointer: "", detail: "wrong_encoding" }];
  server.on(IMPORT, async () => {
    const told = await problem(400, "unreadable_file").json();
    return Response.json({ ...told, errors }, { status: 400 });
  });
  const user = openDesk("/imports");
  await check(user);
  expect(await screen.findByText("Файл в другой кодировке: выберите её.")).toBeDefined();
});
