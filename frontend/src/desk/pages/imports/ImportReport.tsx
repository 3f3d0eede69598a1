import { Note } from "../../../components/Note";
import { Section } from "../../../components/Section";
import type { ImportRow } from "../../api/types";
import { Fault } from "../../components/Fault";
import { type Column, Table } from "../../components/Table";
import { type ImportState, isWhole, SHOWN_ROWS } from "../../resources/imports";
import { type DeskLanguage, useWords } from "../../words/words";

/** What becomes of a file, or would: counts while it is worked on, and the rows to look at. */
export function ImportReport({ state }: { state: ImportState }) {
  const language = useWords();
  const { say, number } = language;
  const { error, progress, rows } = state;
  const counts = progress && [
    [say("imports.rows"), progress.rows],
    [say(state.isDry ? "imports.created" : "imports.created.done"), progress.created],
    [say("imports.same"), progress.same],
    [say("imports.differs"), progress.differs],
    [say("imports.refused"), progress.refused],
  ];
  return (
    <Section title={say("imports.result")} className="card">
      <div role="status">
        <Stand state={state} />
      </div>
      <Fault error={error} />
      {counts && (
        <dl className="figures">
          {counts.map(([name, count]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{number(Number(count))}</dd>
            </div>
          ))}
        </dl>
      )}
      {progress && (
        <>
          <h3>{say("imports.report")}</h3>
          <Table
            caption={say("imports.report")}
            columns={columnsOf(language)}
            rows={rows}
            keyOf={({ row }) => row}
            empty={say("imports.report.none")}
          />
          {rows.length === SHOWN_ROWS && (
            <p className="small">{say("imports.report.more", { n: SHOWN_ROWS })}</p>
          )}
        </>
      )}
    </Section>
  );
}

function Stand({ state }: { state: ImportState }) {
  const { say, name } = useWords();
  const { error, isDry, isRunning, stopped } = state;
  if (isRunning) return <p>{say(isDry ? "imports.checking" : "imports.loading")}</p>;
  if (stopped) {
    return <Note tone="bad">{say("imports.stopped", { why: name("problem", stopped) })}</Note>;
  }
  if (error) return null;
  if (!isWhole(state)) return <Note tone="bad">{say("imports.cut")}</Note>;
  return <Note tone="good">{say(isDry ? "imports.checked" : "imports.loaded")}</Note>;
}

function columnsOf({ say, name }: DeskLanguage): Column<ImportRow>[] {
  return [
    { name: say("imports.row"), cell: ({ row }) => row },
    { name: say("imports.key"), cell: ({ key }) => key },
    { name: say("imports.result"), cell: ({ result }) => say(`imports.result.${result}`) },
    {
      name: say("imports.why"),
      cell: ({ code, field }) =>
        [field && name("field", field), code && whyOf(code, name)].filter(Boolean).join(": "),
    },
  ];
}

/** What is wrong with a row itself, or why it was refused. */
function whyOf(code: string, name: DeskLanguage["name"]): string {
  const said = name("row", code);
  return said === code ? name("problem", code) : said;
}
