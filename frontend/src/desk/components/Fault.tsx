import { Refused } from "../../api/failure";
import { Outcome } from "../../components/Outcome";
import { type DeskLanguage, useWords } from "../words/words";

/** How a deed failed, and what of it is to blame. */
export function Fault({ error }: { error: unknown }) {
  const hint = hintOf(error, useWords());
  return <Outcome error={error} hint={hint && <p>{hint}</p>} />;
}

function hintOf(error: unknown, language: DeskLanguage): string | null {
  if (!(error instanceof Refused)) return null;
  const { code, errors } = error.problem;
  if (code === "unreadable_file") {
    return language.name("problem.unreadable_file", errors?.[0]?.detail ?? "");
  }
  return code === "invalid_fields" ? fieldsOf(error, language) : null;
}

const ROW = /^\/(\d+)(\/|$)/;

/** The fields of the document, or the rows of the file, called as on the screen where we can. */
function fieldsOf({ problem }: Refused, { say, name }: DeskLanguage): string | null {
  const pointers = problem.errors?.map(({ pointer }) => pointer) ?? [];
  const rows = pointers.flatMap((pointer) => pointer.match(ROW)?.[1] ?? []);
  if (rows.length > 0) {
    return say("reconcile.rows", { rows: [...new Set(rows)].join(", ") });
  }
  const names = pointers.map((pointer) => pointer.split("/").filter(Boolean).at(-1) ?? "");
  const known = [...new Set(names.filter(Boolean))].map((each) =>
    name("field", each).toLowerCase(),
  );
  return known.length > 0 ? say("field.wrong", { fields: known.join(", ") }) : null;
}
