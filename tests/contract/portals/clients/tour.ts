// A portal's tour with the types that openapi-typescript has made: what it was told.
import createClient, { type ClientOptions } from "openapi-fetch";
import type { paths } from "./vitrina.js";

declare const process: { env: Record<string, string | undefined> };

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};
const baseUrl = `${given("VITRINA")}/api/partner/v1`;
const number = given("ACCOUNT");

/** The answer, which is no problem. */
async function told<T>(asked: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await asked;
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

async function signedIn() {
  const options: ClientOptions = { baseUrl };
  const { access_token } = await told(
    createClient<paths>(options).POST("/portal/oauth/token", {
      body: {
        grant_type: "client_credentials",
        client_id: given("CLIENT_ID"),
        client_secret: given("CLIENT_SECRET"),
      },
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    }),
  );
  return createClient<paths>({ ...options, headers: { Authorization: `Bearer ${access_token}` } });
}

const client = await signedIn();
const key = () => crypto.randomUUID(); // one for each act
const path = { number };
const header = () => ({ "Idempotency-Key": key() });

const bound = await told(client.GET("/portal/accounts"));

const shelf = await told(client.GET("/portal/accounts/{number}/catalogue", { params: { path } }));
const product = shelf.products.find((each) => each.title.startsWith("Доступ в Интернет"));
if (product === undefined) throw new Error("nothing is sold");
const preview = await told(
  client.POST("/portal/accounts/{number}/previews", {
    params: { path, header: header() },
    body: { product_id: product.id, quantity: 1 },
  }),
);
const act = header();
const subscribe = () =>
  told(
    client.POST("/portal/accounts/{number}/subscriptions", {
      params: { path, header: act },
      body: {
        product_id: product.id,
        quantity: 1,
        offer_version: preview.offer.version,
        offer_hash: preview.offer.hash,
      },
    }),
  );
const [once, again] = [await subscribe(), await subscribe()];

const report = await told(
  client.GET("/portal/accounts/{number}/subscriptions", { params: { path } }),
);
const [subscription] = report.subscriptions;
if (subscription === undefined) throw new Error("nothing was subscribed to");
const link = await told(
  client.POST("/portal/accounts/{number}/storefronts/{code}/link", {
    params: { path: { number, code: "rentsoft" }, header: header() },
    body: { path: "/" },
  }),
);
const draft = await told(
  client.GET("/portal/accounts/{number}/drafts/{month}", {
    params: { path: { number, month: "2026-05" } },
  }),
);
const invoices = await told(
  client.GET("/portal/accounts/{number}/invoices", { params: { path } }),
);
const forecast = await told(
  client.GET("/portal/accounts/{number}/forecast", { params: { path } }),
);
const endpoint = await told(
  client.POST("/portal/event-endpoints", {
    params: { header: header() },
    body: { url: given("EVENTS") },
  }),
);
const endpoints = await told(client.GET("/portal/event-endpoints"));
const left = await told(
  client.POST("/portal/accounts/{number}/subscriptions/{id}/acts", {
    params: { path: { number, id: subscription.id }, header: header() },
    body: { act: "unsubscribe" },
  }),
);
const foreign = await client.GET("/portal/accounts/{number}/subscriptions", {
  params: { path: { number: "9999999" } },
});

console.log(
  JSON.stringify({
    accounts: bound.accounts,
    to_pay: preview.effect.charged,
    charged: once.charged,
    available: once.available,
    again: JSON.stringify(again) === JSON.stringify(once),
    report: [subscription.product, subscription.state, subscription.paid_through],
    framed: link.frame,
    draft: [draft.total, draft.vat_total, draft.lines.map((each) => each.amount)],
    invoices: invoices.invoices.length,
    debits: forecast.debits.map((each) => [each.on, each.amount, each.missing ?? null]),
    secret: endpoint.secret.startsWith("whsec_"),
    endpoints: endpoints.endpoints.map((each) => each.url),
    left: left.subscriptions.map((each) => [each.state, each.ends_on]),
    foreign: foreign.error?.code,
  }),
);
