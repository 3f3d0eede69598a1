import { Facts } from "../../../components/Facts";
import type { Run } from "../../api/types";
import { useWords } from "../../words/words";

/** What a reviewer looks at first: how this plan differs from the run before. */
export function Difference({ run }: { run: Run }) {
  const { say, name, number } = useWords();
  const found = Object.entries(run.difference).filter(([, count]) => count > 0);
  if (found.length === 0) {
    return <p>{say("run.difference.none")}</p>;
  }
  return (
    <Facts facts={found.map(([kind, count]) => [name("run.difference", kind), number(count)])} />
  );
}
