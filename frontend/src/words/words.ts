/** The dictionary's types: a key that one language lacks is a type error where both are compared. */
import type ru from "./ru.json";

export type Lang = "ru" | "en";
export const LANGS: readonly Lang[] = ["ru", "en"];

export type Key = keyof typeof ru;

/** A text with `{holes}`, or one for each plural form of the hole `{n}`. */
export type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Words = Record<Key, Entry>;

export type Holes = Record<string, string | number>;

/** The text behind a key, holes filled. */
export type Say = (key: Key, holes?: Holes) => string;

export function sayIn(lang: Lang, words: Words): Say {
  const plurals = new Intl.PluralRules(lang);
  return (key, holes = {}) => {
    const entry = words[key];
    const text =
      typeof entry === "string" ? entry : (entry[plurals.select(Number(holes.n))] ?? entry.other);
    return (text ?? key).replace(HOLE, (hole, mark: string, name: string) => {
      const value = holes[name];
      return value === undefined ? hole : mark + within(mark, String(value));
    });
  };
}

const HOLE = /([«“]?)\{(\w+)\}/g;

/** A name that stands in quotation marks, its own marks being inner ones. */
function within(mark: string, name: string): string {
  if (mark === "«") return name.replaceAll("«", "„").replaceAll("»", "“");
  return mark === "“" ? name.replaceAll("“", "‘").replaceAll("”", "’") : name;
}
