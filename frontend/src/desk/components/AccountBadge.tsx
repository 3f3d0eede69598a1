import { Badge } from "../../components/Badge";
import type { AccountStatus } from "../api/types";
import { useWords } from "../words/words";

const LOOKS = {
  active: { tone: "good", icon: "check" },
  blocked: { tone: "bad", icon: "alert" },
  closed: { tone: "calm", icon: "stop" },
} as const;

/** How an account stands. */
export function AccountBadge({ status }: { status: AccountStatus }) {
  const { say } = useWords();
  return <Badge {...LOOKS[status]}>{say(`account.status.${status}`)}</Badge>;
}
