import type { Debit, Forecast } from "../../api/types";
import { kopecks, total } from "../../words/money";

/** What all debits come to. */
export function sumOf({ debits }: Forecast): string {
  return total(debits.map(({ amount }) => amount));
}

/** What has to be paid in for all of them; `null`: nothing, or nobody can tell. */
export function lackOf({ debits }: Forecast): string | null {
  const lack = total(debits.map(({ missing }) => missing ?? "0"));
  return kopecks(lack) > 0 ? lack : null;
}

/** The first day on which money is not enough. */
export function firstLacking({ debits }: Forecast): Debit | undefined {
  return debits.find(isLacking);
}

export function isLacking({ missing }: Pick<Debit, "missing">): boolean {
  return kopecks(missing ?? "0") > 0;
}
