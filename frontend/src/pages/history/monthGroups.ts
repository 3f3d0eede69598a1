import type { Movement } from "../../api/types";

interface MonthGroup {
  /** Of its first movement: a month comes twice where movements were written down late. */
  id: string;
  month: string;
  movements: Movement[];
}

/** Movements by the reader's own months, in the order in which they came. */
export function monthGroups(movements: readonly Movement[]): MonthGroup[] {
  const groups: MonthGroup[] = [];
  for (const movement of movements) {
    const month = monthOf(new Date(movement.at));
    const last = groups.at(-1);
    if (last?.month === month) last.movements.push(movement);
    else groups.push({ id: movement.id, month, movements: [movement] });
  }
  return groups;
}

function monthOf(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}`;
}
