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

/** One sentence for each subscription that is new or in another state. */
export function changes(
  before: Subscription[],
  after: Subscription[],
  { say }: Language,
): string[] {
  const known = new Map(before.map((each) => [each.id, say(lookOf(each).word)]));
  return after
    .map((each) => ({ ...each, word: say(lookOf(each).word) }))
    .filter(({ id, word }) => known.get(id) !== word)
    .map(({ product, word }) => `${product}: ${word.toLowerCase()}`);
}
