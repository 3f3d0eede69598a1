/** What portals may be allowed, the contract's words in the order of how far they reach. */
import type { Portal, PortalChange, Scope } from "../../api/types";
import { givenNumber, linesOf, textOf } from "../../components/formData";

export const SCOPES: readonly Scope[] = [
  "accounts:read",
  "subscriptions:read",
  "subscriptions:write",
  "storefront:link",
  "invoices:read",
  "forecast:read",
  "notices:read",
  "notices:write",
  "bindings:request",
  "events:manage",
];

/** What the fields of a portal say, as the contract wants it. */
export function termsOf(form: FormData) {
  return {
    title: textOf(form, "title"),
    reach: textOf(form, "reach") as Portal["reach"],
    scopes: form.getAll("scopes") as Scope[],
    networks: linesOf(form, "networks"),
    calls_per_minute: givenNumber(form, "calls_per_minute") ?? 300,
    calls_per_day: givenNumber(form, "calls_per_day") ?? 50_000,
    reason: textOf(form, "reason"),
  } satisfies PortalChange;
}
