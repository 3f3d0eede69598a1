import { type ReactNode, useEffect, useMemo, useState } from "react";
import { keepLang } from "./choice";
import { type Language, LanguageContext } from "./context";
import { formatsOf } from "./formats";
import { type Key, type Lang, sayIn, type Words } from "./words";

interface Props {
  lang: Lang;
  words: Words;
  load: (lang: Lang) => Promise<Words>;
  children: ReactNode;
}

/** Gives everything below it a language, and a way to change it. */
export function LanguageProvider({ lang, words, load, children }: Props) {
  const [spoken, setSpoken] = useState({ lang, words });

  useEffect(() => {
    document.documentElement.lang = spoken.lang;
  }, [spoken.lang]);

  const language = useMemo<Language>(
    () => ({
      ...formatsOf(spoken.lang),
      lang: spoken.lang,
      say: sayIn(spoken.lang, spoken.words),
      knows: (key): key is Key => Object.hasOwn(spoken.words, key),
      speak: async (next) => {
        const loaded = await load(next);
        keepLang(next);
        setSpoken({ lang: next, words: loaded });
      },
    }),
    [spoken, load],
  );
  return <LanguageContext value={language}>{children}</LanguageContext>;
}
