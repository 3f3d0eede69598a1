import type { Debit } from "../../api/types";
import { useLanguage } from "../../words/context";

type Line = Debit["lines"][number];

/** What a part of a debit is for. What its platform charges is expected, not certain. */
export function DebitLine({ line }: { line: Line }) {
  const { say, money } = useLanguage();
  return (
    <li>
      <span>
        {line.product}
        {line.expected && <span className="small"> · {say("coming.expected")}</span>}
      </span>
      <span className="number">{money(line.amount)}</span>
    </li>
  );
}
