import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { problem, startServer } from "../../../testing/server";
import type { TemplatePreview } from "../../api/types";
import { openDesk } from "../../testing/openDesk";
import { session } from "../../testing/samples";

const PREVIEW = "POST /templates/preview";
const TEMPLATES = { templates: [], placeholders: { product: "the product's title" } };

const line = (text: string): TemplatePreview => ({
  text,
  amount: "100.00",
  full_price: "100.00",
  first_day: "2026-05-01",
  last_day: "2026-05-31",
  vat_kind: "taxed",
  vat_rate: "22",
  vat_amount: "18.03",
  vat_note: "",
  charge_type: "software",
  priority: 100,
});

interface Asked {
  draft: { pattern: string };
}

afterEach(() => {
  vi.useRealTimers();
});

/** The editor of a new template; a preview repeats the pattern that was asked about. */
async function openEditor() {
  const server = startServer({ "GET /session": session("manager"), "GET /templates": TEMPLATES });
  server.on("GET /products", { products: [] });
  server.on(PREVIEW, async (request) => {
    const { draft } = (await request.json()) as Asked;
    return Response.json(line(`Так: ${draft.pattern}`));
  });
  openDesk("/templates/new");
  expect(await screen.findByText(/^Так: /)).toBeDefined();
  const asked = () => server.acts.filter(({ call }) => call === PREVIEW);
  return { server, asked, area: screen.getByLabelText("Текст списания") };
}

const write = (area: HTMLElement, value: string) => fireEvent.change(area, { target: { value } });

test("the preview follows the typing, and asks when that has paused, once", async () => {
  const { asked, area } = await openEditor();
  const before = asked().length;
  vi.useFakeTimers({ shouldAdvanceTime: true });
  for (const text of ["К", "Кн", "Кни", "Книги"]) {
    write(area, text);
    act(() => void vi.advanceTimersByTime(100));
  }
  expect(asked()).toHaveLength(before);
  act(() => void vi.advanceTimersByTime(400));
  expect(await screen.findByText("Так: Книги")).toBeDefined();
  expect(asked()).toHaveLength(before + 1);
  expect(asked().at(-1)?.body).toMatchObject({
    draft: { pattern: "Книги", price_source: "catalogue", rule: "calendar_month" },
    example: { price: "100.00" },
  });
});

test("a name that nobody knows is said where the charge would be", async () => {
  const { server, area } = await openEditor();
  server.on(PREVIEW, () => problem(422, "unknown_placeholder", "new_id_after_change"));
  write(area, "{producer}");
  expect(await screen.findByText(/имя в скобках, которого мы не знаем/)).toBeDefined();
  expect(screen.queryByText(/^Так: /)).toBeNull();
});

test("names are put in where the cursor is", async () => {
  const { area } = await openEditor();
  const text = area as HTMLTextAreaElement;
  write(text, "за год");
  text.setSelectionRange(3, 3);
  fireEvent.click(screen.getByRole("button", { name: "Вставить название продукта" }));
  expect(text.value).toBe("за {product}год");
});

test("fields that do not belong to the source of the price are neither shown nor sent", async () => {
  const { asked } = await openEditor();
  fireEvent.change(screen.getByLabelText("Откуда цена"), { target: { value: "platform" } });
  expect(screen.queryByLabelText("Период")).toBeNull();
  await vi.waitFor(() =>
    expect(asked().at(-1)?.body).toMatchObject({ draft: { price_source: "platform" } }),
  );
  expect(asked().at(-1)?.body).not.toHaveProperty("draft.rule");
});
