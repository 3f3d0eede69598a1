/** Of what people are told, by which channels, in which languages: the contract's words in our order. */
import type { Lang } from "../../../words/words";
import { LANGS } from "../../../words/words";
import type { Channel, NoticeKind } from "../../api/types";

export const KINDS: readonly NoticeKind[] = [
  "coming_debit",
  "debit_done",
  "money_refused",
  "suspended",
  "resumed",
  "trial_ending",
  "price_change",
  "advance_invoice",
];
export const CHANNELS: readonly Channel[] = ["email", "gateway"];
export const LANGUAGES: readonly Lang[] = LANGS;

/** One of the list, or the first where an address says something else. */
export function oneOf<T extends string>(list: readonly T[], value: string): T | null {
  return list.find((each) => each === value) ?? null;
}
