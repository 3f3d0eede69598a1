import { useSummary } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { missing } from "../../words/money";

/** Says how much today's money lacks to pay this. */
export function MissingMoney({ cost }: { cost: string | null }) {
  const { say, money } = useLanguage();
  const available = useSummary().data?.available;
  const lack = cost && available ? missing(cost, available) : null;
  return lack && <p>{say("subscribe.missing", { sum: money(lack) })}</p>;
}
