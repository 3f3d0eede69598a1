import type { Subscription } from "../../api/types";
import { Facts } from "../../components/Facts";
import { type Language, useLanguage } from "../../words/context";
import { isLeft } from "./left";
import { isOver } from "./states";

/** When it costs how much, and until when it lasts. */
export function CardFacts({ subscription }: { subscription: Subscription }) {
  return <Facts facts={factsOf(subscription, useLanguage())} />;
}

function factsOf(subscription: Subscription, { say, day, money }: Language) {
  const { state, next_charge: next, ends_on, paid_through, trial_through } = subscription;
  const over = isOver(state) || isLeft(subscription);
  const charge = next && !over ? `${money(next.amount)}, ${day(next.on)}` : null;
  return [
    [say(next?.expected ? "card.next.expected" : "card.next"), charge],
    [say(over ? "card.ended" : "card.active_until"), ends_on ? day(ends_on) : null],
    [say("card.trial"), trial_through && !over ? day(trial_through) : null],
    [say("card.paid"), paid_through && !trial_through && !over ? day(paid_through) : null],
    [say("card.then"), subscription.next_product ?? null],
    [say("card.since"), day(subscription.created_at.slice(0, 10))],
  ] as const;
}
