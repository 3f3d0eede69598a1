/** Which language: the one chosen before, else the browser's, else Russian. */
import { keep, kept } from "../app/kept";
import { LANGS, type Lang } from "./words";

const NAME = "language";

export function chosenLang(): Lang {
  const chosen = LANGS.find((lang) => lang === kept(NAME));
  return chosen ?? (navigator.language.toLowerCase().startsWith("en") ? "en" : "ru");
}

export function keepLang(lang: Lang): void {
  keep(NAME, lang);
}
