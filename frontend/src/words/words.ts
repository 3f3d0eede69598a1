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
    return (text ?? key).replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
  };
}
