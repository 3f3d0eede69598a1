import type { Language } from "./context";

interface Dated {
  text: string;
  first_day?: string | null;
  last_day?: string | null;
}

/** The days that something is for, unless its own text says them; texts are the operator's. */
export function unsaidDays(dated: Dated, { day, days }: Language): string | null {
  const { first_day: first, last_day: last, text } = dated;
  return first && last && !text.includes(day(first)) ? days(first, last) : null;
}
