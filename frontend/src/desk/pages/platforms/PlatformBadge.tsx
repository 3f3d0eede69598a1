import { Badge } from "../../../components/Badge";
import type { Integrator } from "../../api/types";
import { useWords } from "../../words/words";

/** Whether a platform's calls are admitted. */
export function PlatformBadge({ platform }: { platform: Integrator }) {
  const { say } = useWords();
  const { enabled, test_mode } = platform;
  return (
    <>
      <Badge tone={enabled ? "good" : "calm"} icon={enabled ? "check" : "stop"}>
        {say(enabled ? "platform.on" : "platform.off")}
      </Badge>
      {test_mode && <span className="small">{say("platform.test_mode")}</span>}
    </>
  );
}
