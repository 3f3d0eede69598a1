import type { Debit, Forecast } from "../../api/types";
import { useLanguage } from "../../words/context";
import { sumOf } from "./sums";

/** The picture's numbers, a row for each line. */
export function ComingTable({ forecast }: { forecast: Forecast }) {
  const { say, day, money } = useLanguage();
  const label = say("coming.table", { day: day(forecast.until) });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="scrolls" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("coming.day")}</th>
            <th scope="col">{say("invoice.what")}</th>
            <th scope="col">{say("vat")}</th>
            <th scope="col" className="number">
              {say("invoice.sum")}
            </th>
            <th scope="col" className="number">
              {say("coming.lacking")}
            </th>
          </tr>
        </thead>
        <tbody>
          {forecast.debits.flatMap(({ lines, on }) =>
            lines.map((line) => (
              <Row key={`${line.subscription} ${line.first_day}`} on={on} line={line} />
            )),
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {say("total")}
            </th>
            <td className="number">{money(sumOf(forecast))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Row({ line, on }: { line: Debit["lines"][number]; on: string }) {
  const { say, day, money, percent } = useLanguage();
  return (
    <tr>
      <th scope="row">
        <time dateTime={on}>{day(on)}</time>
      </th>
      <td>
        {line.product}
        {line.expected && <span className="small"> · {say("coming.expected")}</span>}
      </td>
      <td>
        {line.vat_rate ? `${percent(line.vat_rate)}: ${money(line.vat_amount)}` : say("vat.none")}
      </td>
      <td className="number">{money(line.amount)}</td>
      <td className="number">
        {line.missing && Number(line.missing) > 0 ? money(line.missing) : "—"}
      </td>
    </tr>
  );
}
