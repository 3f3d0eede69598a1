import { expect, test } from "vitest";
import { createPatience } from "./patience";

const PAUSE = 5_000;

/** The pauses after each of so many reads that brought nothing new. */
function pauses(reads: number): (number | false)[] {
  const patience = createPatience(PAUSE);
  return Array.from({ length: reads }, (_, read) => patience("one", 10 + read));
}

test("what is waited for is looked for less and less often, and not for ever", () => {
  const all = pauses(40);
  expect([all[0], all[5], all[6], all[12]]).toEqual([PAUSE, PAUSE, 2 * PAUSE, 4 * PAUSE]);
  expect(all.slice(36)).toEqual([false, false, false, false]);
});

test("something new to wait for is looked for soon; nothing is not looked for", () => {
  const patience = createPatience(PAUSE);
  expect(patience("", 0)).toBe(false);
  patience("one", 1);
  expect(patience("one", 50)).toBe(false);
  expect(patience("one,two", 50)).toBe(PAUSE);
  expect(patience("", 51)).toBe(false);
});
