import type { Subscription } from "../../api/types";
import type { Tone } from "../../components/Badge";
import type { IconName } from "../../components/Icon";
import type { Key } from "../../words/words";

type State = Subscription["state"];

export interface Look {
  word: Key;
  tone: Tone;
  icon: IconName;
}

const LOOKS: Record<State, Look> = {
  pending: { word: "state.pending", tone: "info", icon: "clock" },
  trial: { word: "state.trial", tone: "info", icon: "check" },
  active: { word: "state.active", tone: "good", icon: "check" },
  suspended: { word: "state.suspended", tone: "bad", icon: "alert" },
  cancelling: { word: "state.cancelling", tone: "warn", icon: "clock" },
  ended: { word: "state.ended", tone: "calm", icon: "stop" },
  failed: { word: "state.failed", tone: "bad", icon: "cross" },
};

const PAUSED: Look = { word: "state.paused", tone: "calm", icon: "pause" };
const UNPAID: Look = { ...LOOKS.suspended, word: "state.unpaid" };

/** How a subscription's state looks. A pause of the subscriber's own is no trouble. */
export function lookOf(subscription: Pick<Subscription, "state" | "suspended_for">): Look {
  const { state, suspended_for } = subscription;
  if (state !== "suspended" || !suspended_for) return LOOKS[state];
  return suspended_for === "user" ? PAUSED : UNPAID;
}

export function isOver(state: State): boolean {
  return state === "ended" || state === "failed";
}
