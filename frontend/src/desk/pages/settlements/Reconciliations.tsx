import { Link } from "wouter";
import { Section } from "../../../components/Section";
import type { Reconciliation } from "../../api/types";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { useReconciliations } from "../../resources/settlements";
import { useWords } from "../../words/words";
import { RESULTS } from "./results";

/** The registers that were compared, newest first. */
export function Reconciliations({ code }: { code: string }) {
  const { say, days, instant, number } = useWords();
  const columns: Column<Reconciliation>[] = [
    {
      name: say("reconciliation.days"),
      cell: ({ first_day, id, last_day }) => (
        <Link href={`/reconciliations/${id}`}>{days(first_day, last_day)}</Link>
      ),
    },
    {
      name: say("reconciliation.made"),
      cell: ({ made_at, made_by }) => (
        <>
          {instant(made_at)}
          <span className="small">{made_by}</span>
        </>
      ),
    },
    ...RESULTS.map((result) => ({
      name: say(`reconciliation.${result}`),
      cell: (each: Reconciliation) => number(each[result].operations),
      isNumber: true,
    })),
  ];
  return (
    <Section title={say("reconciliations.title")} className="card">
      <Paged query={useReconciliations(code)} rowsOf={({ reconciliations }) => reconciliations}>
        {(rows) => (
          <Table
            caption={say("reconciliations.title")}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            empty={say("reconciliations.none")}
          />
        )}
      </Paged>
    </Section>
  );
}
