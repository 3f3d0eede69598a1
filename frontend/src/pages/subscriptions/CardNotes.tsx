import type { Subscription } from "../../api/types";
import { Note } from "../../components/Note";
import { useSummary } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { missing } from "../../words/money";

const UNTOLD = { waiting: "info", refused: "bad", not_told: "warn" } as const;

/** What its subscriber should know: money that is missing, a platform that was not reached. */
export function CardNotes({ subscription }: { subscription: Subscription }) {
  const { say } = useLanguage();
  const { platform, platform_told: told, state, suspended_for } = subscription;
  return (
    <>
      {state === "suspended" && suspended_for === "money" && (
        <NoMoney cost={subscription.next_charge?.amount ?? null} />
      )}
      {told && told !== "told" && (
        <Note tone={UNTOLD[told]}>{say(`told.${told}`, { platform: platform?.title ?? "" })}</Note>
      )}
    </>
  );
}

/** `cost`: what the subscription needs to go on, where that is known. */
function NoMoney({ cost }: { cost: string | null }) {
  const { say, money } = useLanguage();
  const summary = useSummary().data;
  const whole = summary?.next_payment?.missing ?? "0.00";
  const lack = cost && summary ? missing(cost, summary.available) : whole;
  return (
    <Note tone="bad">
      {lack && Number(lack) > 0
        ? say("card.no_money.sum", { sum: money(lack) })
        : say("card.no_money")}
    </Note>
  );
}
