import { screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { effect, FRONT, ID, platform, product, subscription } from "../../testing/samples";
import { problem, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const OFFER = { version: "1", text: "Публичная оферта", hash: "a".repeat(64) };
const SOON = new Date(Date.now() + 120_000).toISOString();
const CATALOGUE = { products: [product()], platforms: [] };

async function askToSubscribe() {
  const server = startServer({
    ...FRONT,
    "GET /catalogue": CATALOGUE,
    "POST /previews": { effect: effect(), offer: OFFER },
    "POST /subscriptions": effect(),
  });
  const user = openCabinet();
  await user.click(await screen.findByRole("button", { name: /^Подписаться/ }));
  const dialog = within(await screen.findByRole("dialog"));
  await dialog.findByText(OFFER.text);
  const acts = () => server.acts.filter(({ call }) => call === "POST /subscriptions");
  return { server, user, dialog, acts };
}

test("nothing is subscribed to before the offer is accepted", async () => {
  const { user, dialog, acts } = await askToSubscribe();
  await user.click(dialog.getByRole("button", { name: "Подписаться" }));
  expect(acts()).toHaveLength(0);
  await user.click(dialog.getByRole("checkbox", { name: "Я принимаю условия оферты" }));
  await user.click(dialog.getByRole("button", { name: "Подписаться" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const wish = { product_id: ID, quantity: 1, offer_version: "1", offer_hash: OFFER.hash };
  expect(acts()).toMatchObject([{ body: wish }]);
});

test("an offer that changed is shown anew and accepted anew", async () => {
  const { server, user, dialog, acts } = await askToSubscribe();
  const fresh = { version: "2", text: "Новая оферта", hash: "b".repeat(64) };
  server.on("POST /subscriptions", () => problem(409, "offer_changed", "new_id_after_change"));
  server.on("POST /previews", { effect: effect(), offer: fresh });
  await user.click(dialog.getByRole("checkbox"));
  await user.click(dialog.getByRole("button", { name: "Подписаться" }));
  expect(await dialog.findByText("Новая оферта")).toBeDefined();
  expect(dialog.getByRole<HTMLInputElement>("checkbox").checked).toBe(false);

  server.on("POST /subscriptions", effect());
  await user.click(dialog.getByRole("checkbox"));
  await user.click(dialog.getByRole("button", { name: "Повторить" }));
  await waitFor(() => expect(acts()).toHaveLength(2));
  expect(acts()[1]).toMatchObject({ body: { offer_hash: fresh.hash } });
  expect(acts()[1]?.key).not.toBe(acts()[0]?.key);
});

test("too little money says how much is missing", async () => {
  startServer({
    ...FRONT,
    "GET /catalogue": CATALOGUE,
    "POST /previews": () =>
      problem(402, "not_enough_money", "new_id_later", {}, { missing: "249.00" }),
  });
  const user = openCabinet();
  await user.click(await screen.findByRole("button", { name: /^Подписаться/ }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText(/не хватает 249,00/)).toBeDefined();
});

test("a storefront opens by a fresh link each time, locked in as far as it can be", async () => {
  const server = startServer({
    ...FRONT,
    "GET /catalogue": { products: [], platforms: [platform()] },
  });
  let links = 0;
  server.on("POST /storefronts/rentsoft/link", () => {
    links += 1;
    const url = `https://shop.example/?n=${links}`;
    return Response.json({ url, expires_at: SOON, frame: true });
  });
  const user = openCabinet();
  await user.click(await screen.findByRole("button", { name: /^Открыть витрину/ }));
  const frame = await screen.findByTitle<HTMLIFrameElement>("Витрина: RentSoft");
  expect(frame.getAttribute("sandbox")).toBe(
    "allow-forms allow-scripts allow-same-origin allow-popups",
  );
  expect(frame.getAttribute("referrerpolicy")).toBe("no-referrer");

  await user.click(screen.getByRole("button", { name: /^Открыть заново/ }));
  await waitFor(() => expect(screen.getByTitle<HTMLIFrameElement>(/RentSoft/).src).toMatch(/n=2/));
  await user.click(screen.getByRole("button", { name: /^Закрыть: RentSoft/ }));
  expect(screen.queryByTitle(/RentSoft/)).toBeNull();
  expect(document.activeElement?.textContent).toBe("Открыть витрину");
});

test("a new tab knows nothing of the one that opened it", async () => {
  const open = vi.fn();
  vi.stubGlobal("open", open);
  const server = startServer({
    ...FRONT,
    "GET /catalogue": { products: [], platforms: [platform({ storefront: "link" })] },
  });
  const link = { url: "https://shop.example/", expires_at: SOON, frame: false };
  server.on("POST /storefronts/rentsoft/link", link);
  const user = openCabinet();
  expect(await screen.findByText(/открывается в отдельной вкладке/)).toBeDefined();
  expect(screen.queryByRole("button", { name: /^Открыть витрину/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: /^Открыть в новой вкладке/ }));
  await waitFor(() => expect(open).toHaveBeenCalledWith(link.url, "_blank", "noopener,noreferrer"));
});

test("a platform that is down is said to be, and the rest stays", async () => {
  const down = platform({ catalogue: "unavailable" });
  startServer({ ...FRONT, "GET /catalogue": { products: [product()], platforms: [down] } });
  openCabinet();
  expect(await screen.findByText(/её список недоступен/)).toBeDefined();
  expect(screen.getByRole("article", { name: "Офис онлайн" })).toBeDefined();
});

test("what is bought in an open storefront shows up and is read out", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const server = startServer({
    ...FRONT,
    "GET /subscriptions": { subscriptions: [] },
    "GET /catalogue": { products: [], platforms: [platform()] },
  });
  const link = { url: "about:blank", expires_at: SOON, frame: true };
  server.on("POST /storefronts/rentsoft/link", link);
  const user = openCabinet();
  await user.click(await screen.findByRole("button", { name: /^Открыть витрину/ }));
  await screen.findByTitle(/RentSoft/);
  server.on("GET /subscriptions", { subscriptions: [subscription()] });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(
    await screen.findByText("Антивирус Касперского: активна, оплачено по 30 мая"),
  ).toBeDefined();
  vi.useRealTimers();
});
