import type { Subscription } from "../../api/types";
import { isLeft } from "./left";
import { type Look, lookOf } from "./states";

const LEFT: Look = { word: "state.left", tone: "calm", icon: "stop" };

/** How a subscription looks, with what its own card knows besides its state. `lack`: see `lackOf`. */
export function cardLook(subscription: Subscription, lack: string | null | undefined): Look {
  if (isLeft(subscription)) return LEFT;
  const { state } = subscription;
  if (lack === undefined) return lookOf(subscription);
  return lookOf({ state, suspended_for: lack === null ? null : "money" });
}
