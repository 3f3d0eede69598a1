import { useEffect, useRef } from "react";
import type { Subscription } from "../../api/types";
import { announce } from "../../app/announce";
import { type Language, useLanguage } from "../../words/context";
import { lookOf } from "./states";

/** Says what became of subscriptions since they were read the last time, whoever did it. */
export function useToldChanges(subscriptions: Subscription[] | undefined): void {
  const language = useLanguage();
  const before = useRef<Subscription[] | null>(null);
  useEffect(() => {
    if (!subscriptions) return;
    const news = before.current ? changes(before.current, subscriptions, language) : [];
    before.current = subscriptions;
    if (news.length > 0) announce(news.join(". "));
  }, [subscriptions, language]);
}

/** One sentence for each subscription that is new, in another state, or paid for longer. */
function changes(before: Subscription[], after: Subscription[], language: Language): string[] {
  const known = new Map(before.map((each) => [each.id, sentence(each, language)]));
  return after
    .filter((each) => known.get(each.id) !== sentence(each, language))
    .map((each) => sentence(each, language));
}

function sentence(subscription: Subscription, { say, day }: Language): string {
  const { paid_through, product, trial_through } = subscription;
  const state = say(lookOf(subscription).word).toLowerCase();
  return paid_through && !trial_through
    ? say("news.paid", { product, state, day: day(paid_through) })
    : say("news", { product, state });
}
