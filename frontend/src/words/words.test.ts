import { expect, test } from "vitest";
import en from "./en.json";
import ru from "./ru.json";
import { type Entry, sayIn, type Words } from "./words";

// A key that one language lacks does not compile.
const russian: Record<keyof typeof en, Entry> = ru;
const english: Words = en;

const HOLE = /\{\w+\}/g;

function holes(entry: Entry): string[] {
  const texts = typeof entry === "string" ? [entry] : Object.values(entry);
  return [...new Set(texts.flatMap((text) => text.match(HOLE) ?? []))].sort();
}

test("both languages know the same keys and fill the same holes", () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(russian).sort());
  for (const key of Object.keys(english) as (keyof Words)[]) {
    expect({ key, holes: holes(english[key]) }).toEqual({ key, holes: holes(russian[key]) });
  }
});

test("every plural form that a language needs is there", () => {
  const dictionaries = { ru: russian, en: english };
  for (const [lang, words] of Object.entries(dictionaries)) {
    const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories.toSorted();
    for (const entry of Object.values(words)) {
      if (typeof entry !== "string") expect(Object.keys(entry).sort()).toEqual(forms);
    }
  }
});

test("quotation marks of a name are inner ones where the name stands in some", () => {
  const russianName = { product: "Тариф «Домашний»" };
  const ru = sayIn("ru", russian);
  expect(ru("subscribe.ask", russianName)).toBe("Подписаться на «Тариф „Домашний“»?");
  expect(ru("news", { ...russianName, state: "активна" })).toBe("Тариф «Домашний»: активна");
  const en = sayIn("en", english);
  expect(en("subscribe.ask", { product: "The “Home” plan" })).toBe(
    "Subscribe to “The ‘Home’ plan”?",
  );
});

test("numbers choose their words", () => {
  const say = sayIn("ru", russian);
  expect([1, 2, 5, 11, 21].map((n) => say("minutes", { n }))).toEqual([
    "1 минуту",
    "2 минуты",
    "5 минут",
    "11 минут",
    "21 минуту",
  ]);
  expect(sayIn("en", english)("minutes", { n: 1 })).toBe("1 minute");
});
