import type { Difference } from "../../api/types";
import type { Column } from "../../components/Table";
import type { DeskLanguage } from "../../words/words";
import { Remedies } from "./Remedies";

/** An operation as both sides have it, and what can be done about it. */
export function differenceColumns(id: string, language: DeskLanguage): Column<Difference>[] {
  const { say } = language;
  return [
    { name: say("difference.id"), cell: ({ external_id }) => external_id },
    {
      name: say("difference.result"),
      cell: ({ differences, result }) => (
        <>
          {say(`reconciliation.${result}`)}
          <span className="small">
            {differences.map((each) => say(`difference.in.${each}`)).join(", ")}
          </span>
        </>
      ),
    },
    { name: say("difference.ours"), cell: ({ ours }) => side(ours, language) },
    { name: say("difference.theirs"), cell: ({ theirs }) => side(theirs, language) },
    {
      name: say("account.actions"),
      cell: (difference) => <Remedies id={id} difference={difference} />,
    },
  ];
}

function side(of: Difference["ours"], { say, money, day }: DeskLanguage): string {
  if (!of) return "";
  return say("difference.side", {
    account: of.account,
    sum: money(of.amount),
    day: day(of.day),
  });
}
