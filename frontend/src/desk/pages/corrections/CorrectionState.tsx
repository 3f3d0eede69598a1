import { Badge } from "../../../components/Badge";
import type { Correction } from "../../api/types";
import { useWords } from "../../words/words";

const LOOKS = {
  pending: { tone: "warn", icon: "clock" },
  applied: { tone: "good", icon: "check" },
  rejected: { tone: "calm", icon: "cross" },
  expired: { tone: "calm", icon: "stop" },
  failed: { tone: "bad", icon: "alert" },
} as const;

/** How a correction stands, who decided, and why. */
export function CorrectionState({ correction }: { correction: Correction }) {
  const { say, instant } = useWords();
  const { decided_by, decision_reason, expires_at, state } = correction;
  return (
    <>
      <Badge {...LOOKS[state]}>{say(`correction.state.${state}`)}</Badge>
      {expires_at && (
        <span className="small">{say("correction.until", { at: instant(expires_at) })}</span>
      )}
      {decided_by && <span className="small">{decided_by}</span>}
      {decision_reason && <span className="small">{decision_reason}</span>}
    </>
  );
}
