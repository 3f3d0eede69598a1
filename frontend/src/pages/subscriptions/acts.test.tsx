import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { effect, FRONT, ID, SESSION, subscription } from "../../testing/samples";
import { cut, problem, startServer } from "../../testing/server";
import { openCabinet } from "../../testing/show";

const ACTS = `POST /subscriptions/${ID}/acts`;
const PREVIEWS = `POST /subscriptions/${ID}/previews`;

async function askToUnsubscribe() {
  const server = startServer({ ...FRONT, [PREVIEWS]: effect() });
  const user = openCabinet();
  await user.click(await screen.findByRole("button", { name: /^Отписаться/ }));
  const dialog = within(await screen.findByRole("dialog"));
  await dialog.findByText(/работает по 30 мая/);
  const acts = () => server.acts.filter(({ call }) => call === ACTS);
  return { server, user, dialog, acts };
}

test("an act is confirmed, done once, and what it changed is read and told", async () => {
  const { server, user, dialog, acts } = await askToUnsubscribe();
  const left = subscription({ state: "cancelling", acts: ["undo_unsubscribe"] });
  server.on(ACTS, effect());
  server.on("GET /subscriptions", { subscriptions: [left] });
  await user.dblClick(dialog.getByRole("button", { name: "Отписаться" }));

  expect(await screen.findByRole("button", { name: /^Отменить отписку/ })).toBeDefined();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(
    await screen.findByText("Антивирус Касперского: отключается, оплачено по 30 мая"),
  ).toBeDefined();
  expect(acts().length).toBeGreaterThan(0);
  expect(new Set(acts().map(({ key }) => key)).size).toBe(1);
  expect(acts()[0]).toMatchObject({ body: { act: "unsubscribe" }, token: "token-1" });
});

test("an answer that is lost is asked for again under the same key", async () => {
  const { server, user, dialog, acts } = await askToUnsubscribe();
  server.on(ACTS, cut);
  await user.click(dialog.getByRole("button", { name: "Отписаться" }));
  expect(await dialog.findByText(/дважды оно не выполнится/)).toBeDefined();

  server.on(ACTS, effect());
  await user.click(dialog.getByRole("button", { name: "Повторить" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(acts()).toHaveLength(2);
  expect(acts()[1]?.key).toBe(acts()[0]?.key);
});

test("a clear refusal is said plainly, and the next try has a key of its own", async () => {
  const { server, user, dialog, acts } = await askToUnsubscribe();
  server.on(ACTS, () => problem(402, "not_enough_money", "new_id_later"));
  await user.click(dialog.getByRole("button", { name: "Отписаться" }));
  expect(await dialog.findByText("На счёте не хватает денег.")).toBeDefined();
  expect(dialog.queryByText(/дважды/)).toBeNull();

  await user.click(dialog.getByRole("button", { name: "Повторить" }));
  await waitFor(() => expect(acts()).toHaveLength(2));
  expect(acts()[1]?.key).not.toBe(acts()[0]?.key);
});

test("a token that is too old is asked for anew, once", async () => {
  const { server, user, dialog, acts } = await askToUnsubscribe();
  server.on("GET /session", { ...SESSION, csrf_token: "token-2" });
  server.on(ACTS, (request) =>
    request.headers.get("X-CSRF-Token") === "token-2"
      ? Response.json(effect())
      : problem(403, "not_allowed"),
  );
  await user.click(dialog.getByRole("button", { name: "Отписаться" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(acts().map(({ token }) => token)).toEqual(["token-1", "token-2"]);
});

test("a failure without words of ours is said in the server's, with its code", async () => {
  const { server, user, dialog } = await askToUnsubscribe();
  server.on(ACTS, () => problem(418, "teapot"));
  await user.click(dialog.getByRole("button", { name: "Отписаться" }));
  expect(await dialog.findByText("Не получилось: title of teapot")).toBeDefined();
  expect(dialog.getByText("c-1")).toBeDefined();
});
