import type { Month } from "../../api/types";
import { useLanguage } from "../../words/context";
import { roubles } from "../../words/money";
import { sumOf } from "./stacks";
import { typeWords } from "./typeWords";

/** The plot's numbers. */
export function MonthsTable({ months, types }: { months: Month[]; types: string[] }) {
  const language = useLanguage();
  const { say, money, month: inWords } = language;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="scrolls" aria-label={say("months.table")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("months.month")}</th>
            {types.map((type) => (
              <th key={type} scope="col" className="number">
                {typeWords(type, language)}
              </th>
            ))}
            <th scope="col" className="number">
              {say("total")}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map((month) => (
            <tr key={month.month}>
              <th scope="row" className="capital">
                {inWords(month.month)}
              </th>
              {types.map((type) => (
                <td key={type} className="number">
                  {money(roubles(sumOf(month, type)))}
                </td>
              ))}
              <td className="number">{money(month.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
