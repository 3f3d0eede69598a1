import type { ReactNode } from "react";
import { useWords } from "../words/words";

export interface Column<Row> {
  name: string;
  cell: (row: Row) => ReactNode;
  isNumber?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: readonly (Column<Row> | false)[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** What is said in place of no rows. */
  empty: string;
}

/** A table that scrolls by itself where it is wider than the screen. Its first column names the row. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: Props<Row>) {
  const { say } = useWords();
  const shown = columns.filter((column) => column !== false);
  if (rows.length === 0) {
    return <p className="empty">{empty}</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="scrolls" aria-label={say("table.of", { name: caption })} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {shown.map(({ name, isNumber }) => (
              <th key={name} scope="col" className={isNumber ? "number" : ""}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {shown.map(({ name, cell, isNumber }, place) => {
                const Cell = place === 0 ? "th" : "td";
                return (
                  <Cell
                    key={name}
                    className={isNumber ? "number" : ""}
                    {...(place === 0 && { scope: "row" })}
                  >
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
