import { Badge } from "../../../components/Badge";
import type { Endpoint } from "../../api/types";
import { useWords } from "../../words/words";
import { needsSomebody } from "./needsSomebody";

/** Whether events reach an endpoint. */
export function EndpointBadge({ endpoint }: { endpoint: Endpoint }) {
  const { say } = useWords();
  const { disabled_reason, enabled } = endpoint;
  if (needsSomebody(endpoint)) {
    const why = disabled_reason ?? "failing";
    return (
      <Badge tone="bad" icon="alert">
        {say(enabled ? "endpoint.failing" : `endpoint.off.${why}`)}
      </Badge>
    );
  }
  return (
    <Badge tone={enabled ? "good" : "calm"} icon={enabled ? "check" : "stop"}>
      {say(enabled ? "endpoint.on" : "endpoint.off.owner")}
    </Badge>
  );
}
