/** Documents as the server sends them. */
import type {
  Debit,
  DebitLine,
  Effect,
  Forecast,
  Platform,
  Product,
  Session,
  Subscription,
  Summary,
} from "../api/types";

export const ID = "00000000-0000-4000-8000-000000000001";

export const SESSION: Session = {
  account: "000123",
  holder: "Иванов Д. И.",
  csrf_token: "token-1",
  expires_at: "2026-05-01T12:00:00Z",
};

export const SUMMARY: Summary = {
  status: "active",
  balance: "100.00",
  available: "100.00",
  monthly_total: "50.00",
  next_payment: { on: "2026-06-01", amount: "50.00", covered: true, missing: "0.00" },
  states: { active: 1 },
};

export function subscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    id: ID,
    product: "Антивирус Касперского",
    platform: { code: "rentsoft", title: "RentSoft" },
    charged_by: "platform",
    state: "active",
    quantity: 1,
    created_at: "2026-05-01T09:00:00Z",
    paid_through: "2026-05-30",
    next_charge: { on: "2026-05-31", amount: "50.00", expected: true },
    acts: ["unsubscribe"],
    has_activation: false,
    ...changes,
  };
}

export function product(changes: Partial<Product> = {}): Product {
  return {
    id: ID,
    title: "Офис онлайн",
    price: "349.00",
    period: "calendar_month",
    days: 0,
    trial_days: 0,
    vat_rate: "22",
    parts: [],
    subscribed: false,
    ...changes,
  };
}

export function platform(changes: Partial<Platform> = {}): Platform {
  return {
    code: "rentsoft",
    title: "RentSoft",
    storefront: "frame",
    catalogue: "absent",
    items: [],
    ...changes,
  };
}

export function effect(changes: Partial<Effect> = {}): Effect {
  return {
    subscriptions: [
      {
        product: "Антивирус Касперского",
        before: "active",
        state: "cancelling",
        ends_on: "2026-05-30",
      },
    ],
    charges: [],
    refunds: [],
    charged: "0.00",
    refunded: "0.00",
    available: "100.00",
    ...changes,
  };
}

export function debit(changes: Partial<Debit> = {}): Debit {
  return {
    on: "2026-06-01",
    amount: "50.00",
    vat_amount: "9.02",
    available: "100.00",
    missing: "0.00",
    lines: [debitLine()],
    ...changes,
  };
}

export function debitLine(changes: Partial<DebitLine> = {}): DebitLine {
  return {
    subscription: ID,
    product: "Антивирус Касперского",
    text: "Антивирус Касперского",
    quantity: 1,
    vat_note: "",
    first_day: "2026-06-01",
    last_day: "2026-06-30",
    amount: "50.00",
    vat_rate: "22",
    vat_amount: "9.02",
    expected: true,
    missing: "0.00",
    ...changes,
  };
}

export function forecast(changes: Partial<Forecast> = {}): Forecast {
  return {
    account: SESSION.account,
    as_of: "2026-05-15",
    until: "2026-07-31",
    available: "100.00",
    blocked: false,
    debits: [debit()],
    on_resumption: [],
    unforeseen: [],
    ...changes,
  };
}

/** What the front page reads, and where nothing is there what others do. */
export const FRONT = {
  "GET /session": SESSION,
  "GET /summary": SUMMARY,
  "GET /forecast": forecast(),
  "GET /subscriptions": { subscriptions: [subscription()] },
  "GET /catalogue": { products: [], platforms: [] },
  "GET /portals": { portals: [] },
  "GET /advance-invoices": { advance_invoices: [] },
};
