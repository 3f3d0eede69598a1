/** The desk's words: the cabinet's, and its own, which win where both have some. */
import { type Language, useLanguage } from "../../words/context";
import type { Holes, Key } from "../../words/words";
import type ru from "./ru.json";

export type DeskKey = Key | keyof typeof ru;

export interface DeskLanguage extends Omit<Language, "say"> {
  say: (key: DeskKey, holes?: Holes) => string;
  /** The words of a group for a value that may be new to us, else the value itself. */
  name(group: string, value: string): string;
  /** A count. */
  number(value: number): string;
}

/** The reader's language: words, sums, days. */
export function useWords(): DeskLanguage {
  const language = useLanguage();
  const name = (group: string, value: string) => {
    const key = `${group}.${value}`;
    return language.knows(key) ? language.say(key) : value;
  };
  const number = (value: number) => value.toLocaleString(language.lang);
  return { ...language, name, number } as DeskLanguage;
}
