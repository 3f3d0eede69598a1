import type { DeskKey } from "../words/words";
import type { Operation } from "./operations";

export interface Place {
  href: string;
  word: DeskKey;
  /** What somebody must be allowed to do to be led there. */
  needs: Operation;
}

export interface Group {
  word: DeskKey | null;
  places: readonly Place[];
}

/** The desk's pages, in the order of a working day. */
export const GROUPS: readonly Group[] = [
  { word: null, places: [{ href: "/", word: "nav.overview", needs: "reports" }] },
  {
    word: "nav.serve",
    places: [
      { href: "/accounts", word: "nav.accounts", needs: "accounts" },
      { href: "/imports", word: "nav.imports", needs: "import_payments" },
      { href: "/notices", word: "nav.notices", needs: "notices" },
    ],
  },
  {
    word: "nav.money",
    places: [
      { href: "/runs", word: "nav.runs", needs: "runs" },
      { href: "/coming", word: "nav.coming", needs: "forecast" },
      { href: "/advance-invoices", word: "nav.advances", needs: "advance_invoices" },
      { href: "/corrections", word: "nav.corrections", needs: "corrections" },
      { href: "/reports", word: "nav.reports", needs: "reports" },
      { href: "/settlements", word: "nav.settlements", needs: "agreements" },
    ],
  },
  {
    word: "nav.setup",
    places: [
      { href: "/platforms", word: "nav.platforms", needs: "integrators" },
      { href: "/portals", word: "nav.portals", needs: "portals" },
      { href: "/events", word: "nav.events", needs: "event_endpoints" },
      { href: "/products", word: "nav.products", needs: "products" },
      { href: "/templates", word: "nav.templates", needs: "templates" },
      { href: "/offers", word: "nav.offers", needs: "offers" },
      { href: "/taxes", word: "nav.taxes", needs: "tax_rates" },
    ],
  },
  {
    word: "nav.watch",
    places: [
      { href: "/audit", word: "nav.audit", needs: "audit" },
      { href: "/staff", word: "nav.staff", needs: "staff" },
    ],
  },
];

/** What of it these operations open; groups without a page are left out. */
export function openTo(may: (operation: Operation) => boolean): Group[] {
  return GROUPS.map(({ word, places }) => ({
    word,
    places: places.filter(({ needs }) => may(needs)),
  })).filter(({ places }) => places.length > 0);
}
