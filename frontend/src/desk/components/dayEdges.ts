/** Instants of a day where the reader is, as the contract wants them. */

/** Nothing where no day was said. */
export function beginningOf(day: string): string | null {
  return day ? new Date(`${day}T00:00:00`).toISOString() : null;
}

export function endOf(day: string): string | null {
  return day ? new Date(`${day}T23:59:59.999`).toISOString() : null;
}
