import { Badge } from "../../../components/Badge";
import type { Delivery } from "../../api/types";
import { useWords } from "../../words/words";

export const STATES: readonly Delivery["state"][] = ["waiting", "delivered", "failed", "dropped"];

const LOOKS = {
  waiting: { tone: "info", icon: "clock" },
  delivered: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "alert" },
  dropped: { tone: "calm", icon: "stop" },
} as const;

/** How far a delivery has come. */
export function DeliveryBadge({ state }: Pick<Delivery, "state">) {
  const { say } = useWords();
  return <Badge {...LOOKS[state]}>{say(`delivery.${state}`)}</Badge>;
}
