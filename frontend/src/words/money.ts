/** Arithmetic on sums as they travel: texts in roubles, counted in whole kopecks. */

export function kopecks(amount: string): number {
  return Math.round(Number(amount) * 100);
}

export function roubles(amount: number): string {
  return (amount / 100).toFixed(2);
}

/** What `available` lacks to pay `amount`; `null` where it is enough. */
export function missing(amount: string, available: string): string | null {
  const lack = kopecks(amount) - kopecks(available);
  return lack > 0 ? roubles(lack) : null;
}

export function total(amounts: readonly string[]): string {
  return roubles(amounts.reduce((sum, amount) => sum + kopecks(amount), 0));
}
