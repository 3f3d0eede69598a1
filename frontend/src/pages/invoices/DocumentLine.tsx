import type { Invoice } from "../../api/types";
import { useLanguage } from "../../words/context";
import { unsaidDays } from "../../words/period";

type Line = Invoice["lines"][number];

/** A line: the service, its days, its tax with the reason where there is none. */
export function DocumentLine({ line }: { line: Line }) {
  const language = useLanguage();
  const { say, money, percent } = language;
  const { quantity, text, vat_note, vat_rate } = line;
  return (
    <tr>
      <td>
        {text}
        <span className="small">
          {unsaidDays(line, language)}
          {quantity > 1 && ` · ${say("card.quantity", { n: quantity })}`}
        </span>
      </td>
      <td>
        {vat_rate ? (
          <>
            {percent(vat_rate)}
            <span className="small">{money(line.vat_amount)}</span>
          </>
        ) : (
          say("vat.none")
        )}
        {vat_note && <span className="small">{vat_note}</span>}
      </td>
      <td className="number">{money(line.amount)}</td>
    </tr>
  );
}
