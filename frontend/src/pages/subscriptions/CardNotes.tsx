import type { Subscription } from "../../api/types";
import { Note } from "../../components/Note";
import { useLanguage } from "../../words/context";
import { isLeft } from "./left";

const UNTOLD = { waiting: "info", refused: "bad", not_told: "warn" } as const;

interface Props {
  subscription: Subscription;
  /** See `lackOf`. */
  lack: string | null | undefined;
}

/** What its subscriber should know: money that is missing, a platform that was not reached. */
export function CardNotes({ subscription, lack }: Props) {
  const { say } = useLanguage();
  const { platform_told: told, state } = subscription;
  const platform = subscription.platform?.title ?? "";
  return (
    <>
      {state === "suspended" && <MoneyNote subscription={subscription} lack={lack} />}
      {told && told !== "told" && (
        <Note tone={UNTOLD[told]}>
          {say(isLeft(subscription) ? "told.left" : `told.${told}`, { platform })}
        </Note>
      )}
    </>
  );
}

function MoneyNote({ subscription, lack }: Props) {
  const { say, money } = useLanguage();
  const { charged_by, platform, suspended_for } = subscription;
  if (lack) {
    return <Note tone="bad">{say("card.no_money.sum", { sum: money(lack) })}</Note>;
  }
  if (lack === null) {
    const own = charged_by === "billing" || !platform;
    const words = say(own ? "card.retry.own" : "card.retry", { platform: platform?.title ?? "" });
    return <Note tone="info">{words}</Note>;
  }
  return suspended_for === "money" && <Note tone="bad">{say("card.no_money")}</Note>;
}
