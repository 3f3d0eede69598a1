import type { Portal } from "../../api/types";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import type { Decision } from "../../resources/portals";
import { useLanguage } from "../../words/context";
import { Rights } from "./Rights";

interface Props {
  portal: Portal;
  onAsk: (decision: Decision) => void;
}

/** A portal: what it may do, or wants to, and what can be answered. */
export function PortalRow({ portal, onAsk }: Props) {
  const { say, instant } = useLanguage();
  const { created_at, expires_at, portal: title, state } = portal;
  const isAsking = state === "pending";
  const button = (decision: Decision, look: "main" | "quiet") => (
    <Button look={look} about={title} onClick={() => onAsk(decision)}>
      {say(`portal.${decision}`)}
    </Button>
  );
  return (
    <li className="portal">
      <div className="notice-head">
        <h3>{title}</h3>
        <Badge tone={isAsking ? "warn" : "good"} icon={isAsking ? "clock" : "check"}>
          {say(isAsking ? "portal.pending" : "portal.active")}
        </Badge>
      </div>
      <p className="small">
        {say("portal.since", { at: instant(created_at) })}
        {isAsking && expires_at && ` · ${say("portal.until", { at: instant(expires_at) })}`}
      </p>
      <Rights portal={portal} />
      <div className="acts">
        {isAsking ? (
          <>
            {button("accept", "main")}
            {button("refuse", "quiet")}
          </>
        ) : (
          button("revoke", "quiet")
        )}
      </div>
    </li>
  );
}
