/** Fetches one language's words: the cabinet's, and over them the desk's. */
import { loadWords as loadShared } from "../../words/load";
import type { Lang, Words } from "../../words/words";
import enUrl from "./en.json?url";
import ruUrl from "./ru.json?url";

const URLS: Record<Lang, string> = { ru: ruUrl, en: enUrl };

export async function loadWords(lang: Lang): Promise<Words> {
  const [shared, response] = await Promise.all([loadShared(lang), fetch(URLS[lang])]);
  if (!response.ok) {
    throw new Error(`the desk's words of ${lang} cannot be loaded`);
  }
  return { ...shared, ...((await response.json()) as object) };
}
