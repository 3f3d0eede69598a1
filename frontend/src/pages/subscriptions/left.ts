import type { Subscription } from "../../api/types";

/** Whether its last day has passed. It ends when its platform knows, which may take weeks. */
export function isLeft({ ends_on, state }: Subscription, now = new Date()): boolean {
  const today = now.toLocaleDateString("sv"); // 2026-05-30
  return state === "cancelling" && !!ends_on && ends_on < today;
}
