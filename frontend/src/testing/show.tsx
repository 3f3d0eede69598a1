import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { App } from "../app/App";
import { createQueryClient } from "../resources/queryClient";
import en from "../words/en.json";
import { LanguageProvider } from "../words/LanguageProvider";
import ru from "../words/ru.json";
import type { Lang, Words } from "../words/words";

const WORDS: Record<Lang, Words> = { ru, en };
const load = (lang: Lang) => Promise.resolve(WORDS[lang]);

/** Opens the whole cabinet at an address. */
export function openCabinet(path = "/", lang: Lang = "ru") {
  history.replaceState(null, "", `/cabinet${path}`);
  render(<App client={createQueryClient(0)} lang={lang} words={WORDS[lang]} load={load} />);
  return userEvent.setup();
}

/** Shows a part that asks the server nothing. */
export function show(part: ReactNode, lang: Lang = "ru") {
  return render(
    <LanguageProvider lang={lang} words={WORDS[lang]} load={load}>
      {part}
    </LanguageProvider>,
  );
}
