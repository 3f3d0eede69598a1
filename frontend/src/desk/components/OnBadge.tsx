import { Badge } from "../../components/Badge";
import { useWords } from "../words/words";

/** Whether something is switched on. */
export function OnBadge({ isOn }: { isOn: boolean }) {
  const { say } = useWords();
  return (
    <Badge tone={isOn ? "good" : "calm"} icon={isOn ? "check" : "stop"}>
      {say(isOn ? "portal.on" : "portal.off")}
    </Badge>
  );
}
