/** Fetches one language's words. They are data, not code: nobody loads the other language. */
import enUrl from "./en.json?url";
import ruUrl from "./ru.json?url";
import type { Lang, Words } from "./words";

const URLS: Record<Lang, string> = { ru: ruUrl, en: enUrl };

export async function loadWords(lang: Lang): Promise<Words> {
  const response = await fetch(URLS[lang]);
  if (!response.ok) {
    throw new Error(`the words of ${lang} cannot be loaded`);
  }
  return (await response.json()) as Words;
}
