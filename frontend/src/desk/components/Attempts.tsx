import { Badge } from "../../components/Badge";
import { useWords } from "../words/words";
import { type Column, Table } from "./Table";

export interface Attempt {
  number: number;
  at: string;
  /** What came of it, in our words. */
  result: string;
  isGood: boolean;
  /** A stable word; empty where all is well. */
  reason: string;
  milliseconds?: number | null | undefined;
}

/** Every attempt to send something, in order. */
export function Attempts({ rows }: { rows: readonly Attempt[] }) {
  const { say, name, instant, number: count } = useWords();
  const isTimed = rows.some(({ milliseconds }) => milliseconds != null);
  const columns: (Column<Attempt> | false)[] = [
    { name: say("attempts.number"), cell: ({ number }) => number },
    { name: say("attempts.at"), cell: ({ at }) => instant(at) },
    {
      name: say("attempts.result"),
      cell: ({ isGood, reason, result }) => (
        <>
          <Badge tone={isGood ? "good" : "warn"} icon={isGood ? "check" : "alert"}>
            {result}
          </Badge>
          {reason && <span className="small">{name("notice.reason", reason)}</span>}
        </>
      ),
    },
    isTimed && {
      name: say("attempts.ms"),
      cell: ({ milliseconds }) => (milliseconds == null ? "" : count(milliseconds)),
      isNumber: true,
    },
  ];
  return (
    <Table
      caption={say("attempts.title")}
      columns={columns}
      rows={rows}
      keyOf={({ number }) => number}
      empty={say("attempts.none")}
    />
  );
}
