import { Link } from "wouter";
import type { Correction } from "../../api/types";
import type { Column } from "../../components/Table";
import type { DeskLanguage } from "../../words/words";
import { CorrectionState } from "./CorrectionState";
import { Decide } from "./Decide";

/** What there is to know of a correction before deciding. */
export function columnsOf({ say, money, instant }: DeskLanguage): Column<Correction>[] {
  return [
    {
      name: say("account.number.label"),
      cell: ({ account, holder }) => (
        <>
          <Link href={`/accounts/${account}`}>{account}</Link>
          <span className="small">{holder}</span>
        </>
      ),
    },
    {
      name: say("charge.what"),
      cell: ({ charge, kind }) => (
        <>
          {charge}
          <span className="small">{say(`correction.kind.${kind}`)}</span>
        </>
      ),
    },
    { name: say("charge.amount"), cell: ({ amount }) => money(amount), isNumber: true },
    {
      name: say("correction.asked"),
      cell: ({ requested_by, requested_at }) => (
        <>
          {requested_by}
          <span className="small">{instant(requested_at)}</span>
        </>
      ),
    },
    { name: say("correction.why"), cell: ({ reason }) => reason },
    {
      name: say("correction.state"),
      cell: (correction) => <CorrectionState correction={correction} />,
    },
    { name: say("account.actions"), cell: (correction) => <Decide correction={correction} /> },
  ];
}
