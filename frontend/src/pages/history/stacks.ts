import type { Month } from "../../api/types";
import { kopecks } from "../../words/money";

/** A piece of a bar, as shares of the highest bar. */
export interface Piece {
  type: string;
  from: number;
  height: number;
}

export interface Stacks {
  /** In the order in which they are piled: what costs most in all lies at the bottom. */
  types: string[];
  bars: { month: string; pieces: Piece[] }[];
  /** The highest month, in kopecks; 0 where nothing was charged. */
  top: number;
}

/** Piles up the months' sums. What was given back beyond a month's charges is no bar. */
export function stacksOf(months: readonly Month[]): Stacks {
  const types = typesOf(months);
  const heights = months.map((month) => types.map((type) => Math.max(0, sumOf(month, type))));
  const top = Math.max(0, ...heights.map((each) => each.reduce((sum, one) => sum + one, 0)));
  const bars = months.map(({ month }, place) => ({
    month,
    pieces: pile(types, heights[place] ?? [], top || 1),
  }));
  return { types, bars, top };
}

function typesOf(months: readonly Month[]): string[] {
  const totals = new Map<string, number>();
  for (const { charge_type, amount } of months.flatMap(({ sums }) => sums)) {
    totals.set(charge_type, (totals.get(charge_type) ?? 0) + kopecks(amount));
  }
  return [...totals].sort(([, one], [, other]) => other - one).map(([type]) => type);
}

export function sumOf({ sums }: Month, type: string): number {
  const found = sums.find(({ charge_type }) => charge_type === type);
  return found ? kopecks(found.amount) : 0;
}

function pile(types: readonly string[], heights: readonly number[], top: number): Piece[] {
  let from = 0;
  return types.map((type, place) => {
    const piece = { type, from: from / top, height: (heights[place] ?? 0) / top };
    from += heights[place] ?? 0;
    return piece;
  });
}
