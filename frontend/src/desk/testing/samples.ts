/** Documents as the server sends them. */
import { forecast } from "../../testing/samples";
import type { Account, ChargeDetails, Contact, Correction, Role, Run, Session } from "../api/types";
import { OPERATIONS, type Operation } from "../app/operations";

export const ID = "00000000-0000-4000-8000-000000000001";

/** Of the server's table: what a cashier may do, and a manager may not. */
const CASHIER: readonly Operation[] = [
  "products",
  "accounts",
  "account",
  "promise_payment",
  "record_payment",
  "import_payments",
  "subscriptions",
  "charges",
  "invoices",
  "account_forecast",
  "advance_invoices",
  "advance_invoice",
  "contact",
];
const NOT_OF_MANAGERS: readonly Operation[] = [
  "staff",
  "audit",
  "add_integrator",
  "set_tax_rate",
  "add_portal",
  "change_portal",
  "rotate_portal_secret",
  "add_event_endpoint",
  "change_event_endpoint",
  "rotate_event_secret",
  "ping_event_endpoint",
];

export function session(role: Role = "admin", changes: Partial<Session> = {}): Session {
  const operations = OPERATIONS.filter((each) =>
    role === "cashier"
      ? CASHIER.includes(each)
      : role === "admin" || !NOT_OF_MANAGERS.includes(each),
  );
  return {
    name: role,
    role,
    operations: [...operations],
    has_totp: false,
    totp_required: false,
    csrf_token: "token-1",
    expires_at: "2026-05-01T12:00:00Z",
    ...changes,
  };
}

export function account(changes: Partial<Account> = {}): Account {
  return {
    number: "000123",
    holder: "Иванов Д. И.",
    status: "active",
    balance: "100.00",
    available: "100.00",
    held: "0.00",
    credit_limit: "0.00",
    promised: "0.00",
    tariffs: [],
    opened_at: "2026-05-01T09:00:00Z",
    has_password: true,
    elsewhere: false,
    subscriptions: { active: 1 },
    ...changes,
  };
}

export function contact(changes: Partial<Contact> = {}): Contact {
  return {
    account: "000123",
    email: "ivanov@example.org",
    phone: null,
    language: null,
    opted_out: [],
    in_force: {
      language: "ru",
      time_zone: "Europe/Moscow",
      quiet_hours: { begins: "22:00", ends: "08:00" },
    },
    ...changes,
  };
}

/** What the page of the account reads. */
export const ACCOUNT = {
  "GET /accounts/000123": account(),
  "GET /accounts/000123/subscriptions": { subscriptions: [] },
  "GET /accounts/000123/payments": { payments: [] },
  "GET /accounts/000123/invoices": { invoices: [] },
  "GET /charges": { charges: [] },
  "GET /accounts/000123/contact": contact(),
  "GET /accounts/000123/forecast": forecast(),
};

export function charge(changes: Partial<ChargeDetails> = {}): ChargeDetails {
  return {
    id: ID,
    account: "000123",
    integrator: "rentsoft",
    charged_by: "platform",
    subscription_id: ID,
    product: "Антивирус",
    charge_type: "software",
    text: "Антивирус, май",
    amount: "50.00",
    vat_kind: "exempt",
    vat_amount: "0.00",
    business_date: "2026-05-01",
    first_day: "2026-05-01",
    last_day: "2026-05-30",
    refunded: "0.00",
    reversed: false,
    left: "50.00",
    quantity: 1,
    vat_note: "",
    entries: [],
    refunds: [],
    documents: [],
    corrections: [],
    ...changes,
  };
}

export function correction(changes: Partial<Correction> = {}): Correction {
  return {
    id: ID,
    account: "000123",
    holder: "Иванов Д. И.",
    charge_id: ID,
    charge: "Антивирус, май",
    kind: "reversal",
    amount: "500.00",
    reason: "ошибка",
    state: "pending",
    second_person: true,
    requested_by: "boris",
    requested_at: "2026-05-02T09:00:00Z",
    expires_at: "2026-05-09T09:00:00Z",
    ...changes,
  };
}

export function run(changes: Partial<Run> = {}): Run {
  return {
    id: ID,
    business_date: "2026-05-01",
    state: "planned",
    hash: "0a".repeat(32),
    plan: { lines: 1000, amount: "50000.00", vat_amount: "9016.39" },
    progress: {
      chunks: 2,
      chunks_planned: 2,
      chunks_done: 0,
      done: 0,
      charged: 0,
      charged_sum: "0.00",
      free: 0,
      unpaid: 0,
      superseded: 0,
      parked: 0,
    },
    difference: { new: 3, gone: 0 },
    created_at: "2026-05-01T03:00:00Z",
    ...changes,
  };
}
