import { Badge } from "../../../components/Badge";
import type { Run } from "../../api/types";
import { useWords } from "../../words/words";

const LOOKS = {
  planning: { tone: "info", icon: "clock" },
  planned: { tone: "warn", icon: "alert" },
  applying: { tone: "info", icon: "clock" },
  done: { tone: "good", icon: "check" },
  cancelled: { tone: "calm", icon: "stop" },
} as const;

/** How far a run is. */
export function RunBadge({ state }: Pick<Run, "state">) {
  const { say } = useWords();
  return <Badge {...LOOKS[state]}>{say(`run.state.${state}`)}</Badge>;
}
