import { Badge } from "../../../components/Badge";
import type { Notice } from "../../api/types";
import { useWords } from "../../words/words";

const LOOKS = {
  waiting: { tone: "info", icon: "clock" },
  sent: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "alert" },
  expired: { tone: "warn", icon: "alert" },
  suppressed: { tone: "calm", icon: "stop" },
} as const;

/** How far a notice has come, and why no further. */
export function NoticeBadge({ notice }: { notice: Pick<Notice, "state" | "reason"> }) {
  const { say, name } = useWords();
  const { reason, state } = notice;
  return (
    <>
      <Badge {...LOOKS[state]}>{say(`notice.state.${state}`)}</Badge>
      {reason && <span className="small">{name("notice.reason", reason)}</span>}
    </>
  );
}
