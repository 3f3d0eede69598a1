import { Link } from "wouter";
import type { Run } from "../../api/types";
import { type Column, Table } from "../../components/Table";
import { useWords } from "../../words/words";
import { RunBadge } from "./RunBadge";

/** The latest runs and what they came to. */
export function RunTable({ runs }: { runs: Run[] }) {
  const { say, day, money } = useWords();
  const columns: Column<Run>[] = [
    {
      name: say("run.date"),
      cell: ({ id, business_date }) => <Link href={`/runs/${id}`}>{day(business_date)}</Link>,
    },
    { name: say("run.state"), cell: ({ state }) => <RunBadge state={state} /> },
    { name: say("run.lines"), cell: ({ plan }) => plan.lines, isNumber: true },
    { name: say("run.sum"), cell: ({ plan }) => money(plan.amount), isNumber: true },
    {
      name: say("run.charged"),
      cell: ({ progress }) => money(progress.charged_sum),
      isNumber: true,
    },
    { name: say("run.approved_by"), cell: ({ approved_by }) => approved_by },
  ];
  return (
    <Table
      caption={say("runs.latest")}
      columns={columns}
      rows={runs}
      keyOf={({ id }) => id}
      empty={say("runs.none")}
    />
  );
}
