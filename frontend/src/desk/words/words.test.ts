import { expect, test } from "vitest";
import type { Entry } from "../../words/words";
import en from "./en.json";
import ru from "./ru.json";

// A key that one language lacks does not compile.
const russian: Record<keyof typeof en, Entry> = ru;
const english: Record<keyof typeof ru, Entry> = en;

const HOLE = /\{\w+\}/g;

function holes(entry: Entry): string[] {
  const texts = typeof entry === "string" ? [entry] : Object.values(entry);
  return [...new Set(texts.flatMap((text) => text.match(HOLE) ?? []))].sort();
}

test("both languages know the same keys and fill the same holes", () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(russian).sort());
  for (const key of Object.keys(english) as (keyof typeof english)[]) {
    expect({ key, holes: holes(english[key]) }).toEqual({ key, holes: holes(russian[key]) });
  }
});
