import { createContext, useContext } from "react";
import type { Formats } from "./formats";
import type { Lang, Say } from "./words";

export interface Language extends Formats {
  lang: Lang;
  say: Say;
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
