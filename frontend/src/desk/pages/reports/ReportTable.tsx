import type { Report, ReportColumn } from "../../api/types";
import { type DeskLanguage, useWords } from "../../words/words";
import { cellOf, isNumber } from "./cells";

interface Props {
  caption: string;
  columns: readonly ReportColumn[];
  rows: Report["rows"];
  totals: Report["totals"];
}

/** A report's rows as the server has them, in the reader's words; sums of all rows below. */
export function ReportTable({ caption, columns, rows, totals }: Props) {
  const language = useWords();
  const { say } = language;
  if (rows.length === 0) {
    return <p className="empty">{say("report.rows.none")}</p>;
  }
  const hasTotals = Object.keys(totals).length > 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="scrolls" aria-label={say("table.of", { name: caption })} tabIndex={0}>
      <table className="report">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={isNumber(column) ? "number" : ""}>
                {language.name("column", column.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows as of one moment never move
            <tr key={place}>
              {columns.map((column, at) => (
                <td key={column.name} className={isNumber(column) ? "number" : ""}>
                  {cellOf(row[at] ?? null, column, language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {hasTotals && (
          <tfoot>
            <tr>{columns.map((column, at) => totalCell(column, at, totals, language))}</tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

function totalCell(
  column: ReportColumn,
  place: number,
  totals: Report["totals"],
  language: DeskLanguage,
) {
  if (place === 0) {
    return (
      <th key={column.name} scope="row">
        {language.say("report.totals")}
      </th>
    );
  }
  const total = totals[column.name] ?? null;
  return (
    <td key={column.name} className={isNumber(column) ? "number" : ""}>
      {cellOf(total, column, language)}
    </td>
  );
}
