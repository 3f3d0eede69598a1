import type { Subscription, Summary } from "../../api/types";
import { missing } from "../../words/money";

/**
 * What a suspended subscription lacks to go on, in roubles. `null`: nothing, it waits for the next
 * try; `undefined`: it does not wait for money, or nobody can tell how much.
 */
export function lackOf(
  { next_charge: next, state, suspended_for }: Subscription,
  summary: Summary | undefined,
): string | null | undefined {
  const isUnpaid = state === "suspended" && suspended_for !== "user";
  return isUnpaid && next && summary ? missing(next.amount, summary.available) : undefined;
}
