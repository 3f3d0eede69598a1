import type { Effect, Standing } from "../api/types";
import type { Language } from "../words/context";

type Line = Effect["charges"][number];

/** What an act does, in sentences: service first, then money, then what comes next. */
export function effectWords(effect: Effect, language: Language): string[] {
  const { say, money } = language;
  const charges = effect.charges.map((each) => lineWords("effect.charge", each, language));
  const refunds = effect.refunds.map((each) => lineWords("effect.refund", each, language));
  return [
    ...effect.subscriptions.map((each) => standingWords(each, language)),
    ...(charges.length > 0 ? charges : [say("effect.no_charge")]),
    ...refunds,
    ...effect.subscriptions.map((each) => nextWords(each, language)),
    say("effect.available", { sum: money(effect.available) }),
  ];
}

function lineWords(
  word: "effect.charge" | "effect.refund",
  { amount, text, first_day, last_day }: Line,
  { say, money, days }: Language,
): string {
  const period = days(first_day, last_day);
  return say(word, { sum: money(amount), text: text.replace(/\.$/, ""), days: period });
}

function standingWords(standing: Standing, { say, day }: Language): string {
  const { product, state, served_through, ends_on, trial_through } = standing;
  const until = ends_on ?? (state === "trial" ? trial_through : served_through);
  return until
    ? say(`effect.${state}.until`, { product, day: day(until) })
    : say(`effect.${state}`, { product });
}

function nextWords(standing: Standing, { say, day, money }: Language): string {
  const { product, state, next_charge: sum, next_charge_on: on } = standing;
  if (on && sum) {
    return say("effect.next", { product, day: day(on), sum: money(sum) });
  }
  return say(state === "suspended" ? "effect.next.paused" : "effect.next.none", { product });
}
