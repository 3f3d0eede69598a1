import { Badge } from "../../components/Badge";
import type { Charge } from "../api/types";
import { useWords } from "../words/words";

/** What came back of a charge, where something did. */
export function ChargeState({ charge }: { charge: Pick<Charge, "reversed" | "refunded"> }) {
  const { say } = useWords();
  if (charge.reversed) {
    return (
      <Badge tone="calm" icon="cross">
        {say("charge.state.reversed")}
      </Badge>
    );
  }
  if (Number(charge.refunded) === 0) return null;
  return (
    <Badge tone="warn" icon="cross">
      {say("charge.state.partly")}
    </Badge>
  );
}
