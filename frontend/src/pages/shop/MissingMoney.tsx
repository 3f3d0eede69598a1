import { Note } from "../../components/Note";
import { useSummary } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { missing } from "../../words/money";

/** Says how much is missing: to pay `cost` today, or where `available` would be below zero. */
export function MissingMoney({ cost = "0.00", available }: { cost?: string; available?: string }) {
  const { say, money } = useLanguage();
  const summary = useSummary().data;
  const at = available ?? summary?.available;
  const lack = at ? missing(cost, at) : null;
  return lack && <Note tone="bad">{say("subscribe.missing", { sum: money(lack) })}</Note>;
}
