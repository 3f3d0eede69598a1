/** What events are of: the contract's words, what happens to money first. */
import type { Topic } from "../../api/types";

export const TOPICS: readonly Topic[] = [
  "charge.taken",
  "charge.reversed",
  "charge.refunded",
  "charge.refused",
  "payment.received",
  "subscription.begun",
  "subscription.activated",
  "subscription.suspended",
  "subscription.paused",
  "subscription.resumed",
  "subscription.changed",
  "subscription.cancelling",
  "subscription.kept",
  "subscription.ended",
  "subscription.failed",
  "debit.coming",
  "trial.ending",
  "price.changing",
  "invoice.issued",
  "advance_invoice.issued",
  "advance_invoice.settled",
  "advance_invoice.voided",
];
