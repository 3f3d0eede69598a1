import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme, chosenTheme } from "../app/theme";
import { createQueryClient } from "../resources/queryClient";
import { chosenLang } from "../words/choice";
import { Desk } from "./app/Desk";
import { loadWords } from "./words/load";

const NOT_LOADED = "Страница не загрузилась: обновите её. · Please reload the page.";

async function start(place: HTMLElement): Promise<void> {
  applyTheme(chosenTheme());
  const lang = chosenLang();
  const words = await loadWords(lang);
  createRoot(place).render(
    <StrictMode>
      <Desk client={createQueryClient()} lang={lang} words={words} load={loadWords} />
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) {
  start(root).catch(() => root.append(NOT_LOADED));
}
