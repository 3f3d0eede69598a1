import type { Debit } from "../../api/types";
import { Badge } from "../../components/Badge";
import { useLanguage } from "../../words/context";
import { DebitLine } from "./DebitLine";
import { isLacking } from "./sums";

/** One day's debit: when, how much, for what, and whether there is enough. */
export function ComingDebit({ debit }: { debit: Debit }) {
  const { say, day, money } = useLanguage();
  const { amount, lines, missing, on } = debit;
  return (
    <li>
      <div className="debit">
        <p>
          <time dateTime={on}>{day(on)}</time>
        </p>
        <p className="sum">{money(amount)}</p>
        {isLacking(debit) && (
          <Badge tone="warn" icon="alert">
            {say("summary.missing", { sum: money(missing ?? "0") })}
          </Badge>
        )}
      </div>
      <ul>
        {lines.map((line) => (
          <DebitLine key={`${line.subscription} ${line.first_day}`} line={line} />
        ))}
      </ul>
    </li>
  );
}
