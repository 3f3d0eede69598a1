import type { Forecast } from "../../api/types";
import { kopecks } from "../../words/money";

/** The days of a month on the picture: all months are as wide. */
export const MONTH_WIDTH = 31;

/** A day with a debit: its place from the left in days, its parts as shares of the highest. */
export interface Bar {
  on: string;
  place: number;
  covered: number;
  missing: number;
}

export interface Timeline {
  /** Months from the first shown to the last, `2026-05`. */
  months: string[];
  bars: Bar[];
  /** The highest day, in kopecks; 0 where nothing is coming. */
  top: number;
}

/** Where the debits stand in time. What is missing where nobody knows it is nothing. */
export function timelineOf({ as_of, debits, until }: Forecast): Timeline {
  const months = monthsOf(as_of, until);
  const top = Math.max(0, ...debits.map(({ amount }) => kopecks(amount)));
  const bars = debits.map(({ amount, missing, on }) => {
    const lacking = kopecks(missing ?? "0") / (top || 1);
    return {
      on,
      place: months.indexOf(on.slice(0, 7)) * MONTH_WIDTH + Number(on.slice(8)) - 1,
      covered: kopecks(amount) / (top || 1) - lacking,
      missing: lacking,
    };
  });
  return { months, bars, top };
}

function monthsOf(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = after(month)) {
    months.push(month);
  }
  return months;
}

function after(month: string): string {
  const next = new Date(`${month}-15T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next.toISOString().slice(0, 7);
}
