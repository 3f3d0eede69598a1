import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createQueryClient } from "../../resources/queryClient";
import sharedEn from "../../words/en.json";
import sharedRu from "../../words/ru.json";
import type { Lang, Words } from "../../words/words";
import { Desk } from "../app/Desk";
import en from "../words/en.json";
import ru from "../words/ru.json";

const WORDS: Record<Lang, Words> = { ru: { ...sharedRu, ...ru }, en: { ...sharedEn, ...en } };
const load = (lang: Lang) => Promise.resolve(WORDS[lang]);

/** Opens the whole desk at an address. */
export function openDesk(path = "/me", lang: Lang = "ru") {
  history.replaceState(null, "", `/desk${path}`);
  render(<Desk client={createQueryClient(0)} lang={lang} words={WORDS[lang]} load={load} />);
  return userEvent.setup();
}
