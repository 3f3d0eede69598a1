import { Badge } from "../../components/Badge";
import { lookOf } from "../../pages/subscriptions/states";
import type { Subscription } from "../api/types";
import { useWords } from "../words/words";

/** A subscription's state, as its subscriber sees it. */
export function StateBadge({ of }: { of: Pick<Subscription, "state" | "suspended_for"> }) {
  const { say } = useWords();
  const { word, tone, icon } = lookOf(of);
  return (
    <Badge tone={tone} icon={icon}>
      {say(word)}
    </Badge>
  );
}
