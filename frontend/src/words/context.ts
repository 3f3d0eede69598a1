import { createContext, useContext } from "react";
import type { Formats } from "./formats";
import type { Key, Lang, Say } from "./words";

export interface Language extends Formats {
  lang: Lang;
  say: Say;
  /** Whether there are words behind a key that was put together. */
  knows(key: string): key is Key;
  /** Switches the language of everything; resolves when it is there. */
  speak(lang: Lang): Promise<void>;
}

export const LanguageContext = createContext<Language | null>(null);

/** The reader's language: words, sums, days. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) {
    throw new Error("useLanguage is used below LanguageProvider");
  }
  return language;
}
