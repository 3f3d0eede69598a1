import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { applyTheme, chosenTheme } from "./app/theme";
import { createQueryClient } from "./resources/queryClient";
import { chosenLang } from "./words/choice";
import { loadWords } from "./words/load";

const NOT_LOADED = "Кабинет не загрузился: обновите страницу. · Please reload the page.";

async function start(place: HTMLElement): Promise<void> {
  applyTheme(chosenTheme());
  const lang = chosenLang();
  const words = await loadWords(lang);
  createRoot(place).render(
    <StrictMode>
      <App client={createQueryClient()} lang={lang} words={words} load={loadWords} />
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) {
  start(root).catch(() => root.append(NOT_LOADED));
}
