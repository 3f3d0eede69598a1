import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Router } from "wouter";
import { LanguageProvider } from "../../words/LanguageProvider";
import type { Lang, Words } from "../../words/words";
import { Gate } from "./Gate";

interface Props {
  client: QueryClient;
  lang: Lang;
  words: Words;
  load: (lang: Lang) => Promise<Words>;
}

/** The whole desk. */
export function Desk({ client, lang, words, load }: Props) {
  return (
    <LanguageProvider lang={lang} words={words} load={load}>
      <QueryClientProvider client={client}>
        <Router base="/desk">
          <Gate />
        </Router>
      </QueryClientProvider>
    </LanguageProvider>
  );
}
