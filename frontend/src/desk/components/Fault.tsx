import { Refused } from "../../api/failure";
import { Outcome } from "../../components/Outcome";
import { type DeskLanguage, useWords } from "../words/words";

/** How a deed failed, and which fields are to blame. */
export function Fault({ error }: { error: unknown }) {
  const language = useWords();
  const fields = fieldsOf(error, language);
  const hint = fields.length > 0 && (
    <p>{language.say("field.wrong", { fields: fields.join(", ") })}</p>
  );
  return <Outcome error={error} hint={hint} />;
}

/** The fields of the document, called as on the screen where we can. */
function fieldsOf(error: unknown, { name }: DeskLanguage): string[] {
  if (!(error instanceof Refused) || error.problem.code !== "invalid_fields") return [];
  const pointers = error.problem.errors?.map(({ pointer }) => pointer) ?? [];
  const names = pointers.map((pointer) => pointer.split("/").filter(Boolean).at(-1) ?? pointer);
  return [...new Set(names)].map((each) => name("field", each).toLowerCase());
}
