import type { Effect } from "../api/types";
import { useLanguage } from "../words/context";
import { effectWords } from "./effectWords";

/** Everything that an act does, as a list of sentences. */
export function EffectWords({ effect }: { effect: Effect }) {
  const sentences = effectWords(effect, useLanguage());
  return (
    <ul className="effect">
      {sentences.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}
