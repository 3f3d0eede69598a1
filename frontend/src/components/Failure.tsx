import type { ReactNode } from "react";
import { Refused } from "../api/failure";
import { useLanguage } from "../words/context";
import { Note } from "./Note";
import { isPlain, sentence } from "./sentence";

interface Props {
  error: unknown;
  /** What can be done about it. */
  children?: ReactNode;
}

/** What went wrong, and the word that finds it in the server's records. */
export function Failure({ error, children }: Props) {
  const language = useLanguage();
  const id =
    error instanceof Refused && !isPlain(error, language) ? error.problem.correlation_id : "";
  return (
    <div role="alert">
      <Note tone="bad">
        <p>{sentence(error, language)}</p>
        {id && (
          <p className="small">
            {language.say("problem.reference")} <code>{id}</code>
          </p>
        )}
        {children}
      </Note>
    </div>
  );
}
