/** The months that the overview is of. */
export interface MonthSpan {
  /** `2026-05`. */
  month: string;
  first: string;
  /** Of the present month today: nothing is known of later days. */
  last: string;
}

const MONTHS = 12;

/** This month and those before it, oldest first. */
export function lastMonths(today: Date = new Date(), count = MONTHS): MonthSpan[] {
  return Array.from({ length: count }, (_, place) => span(today, count - 1 - place));
}

function span(today: Date, back: number): MonthSpan {
  const first = new Date(today.getFullYear(), today.getMonth() - back, 1);
  const last = back === 0 ? today : new Date(today.getFullYear(), today.getMonth() - back + 1, 0);
  return { month: dayOf(first).slice(0, 7), first: dayOf(first), last: dayOf(last) };
}

function dayOf(date: Date): string {
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}
