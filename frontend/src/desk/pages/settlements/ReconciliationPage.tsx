import { useState } from "react";
import { Link } from "wouter";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { Reconciliation } from "../../api/types";
import { Check } from "../../components/Check";
import { Paged } from "../../components/Paged";
import { Table } from "../../components/Table";
import { useReconciliation } from "../../resources/settlements";
import { useWords } from "../../words/words";
import { differenceColumns } from "./differenceColumns";
import { RESULTS } from "./results";

/** A register beside our charges: how many operations match, and every one that does not. */
export function ReconciliationPage({ id }: { id: string }) {
  const language = useWords();
  const { say, days } = language;
  const [isOpen, setOpen] = useState(false);
  const query = useReconciliation(id, isOpen);
  const whole = query.data?.pages[0]?.reconciliation;
  const title = whole
    ? say("reconciliation", { days: days(whole.first_day, whole.last_day) })
    : say("reconciliations.title");
  return (
    <Page title={title}>
      <p className="back">
        <Link href={`/settlements${whole ? `?of=${whole.integrator}` : ""}`}>
          ← {say("reconciliations.all")}
        </Link>
      </p>
      {whole && <Counts whole={whole} />}
      <Section title={say("difference.lines")} className="card">
        <Check
          label={say("difference.only_open")}
          name="open"
          checked={isOpen}
          onChange={(event) => setOpen(event.target.checked)}
        />
        <Paged query={query} rowsOf={({ lines }) => lines}>
          {(rows) => (
            <Table
              caption={say("difference.lines")}
              columns={differenceColumns(id, language)}
              rows={rows}
              keyOf={({ line }) => line}
              empty={say("difference.none")}
            />
          )}
        </Paged>
      </Section>
    </Page>
  );
}

function Counts({ whole }: { whole: Reconciliation }) {
  const { say, money, number } = useWords();
  return (
    <dl className="figures card">
      {RESULTS.map((result) => (
        <div key={result}>
          <dt>{say(`reconciliation.${result}`)}</dt>
          <dd>
            {number(whole[result].operations)}
            <span className="small"> {money(whole[result].amount)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
