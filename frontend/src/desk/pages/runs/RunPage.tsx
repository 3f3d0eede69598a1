import { Link } from "wouter";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { Run } from "../../api/types";
import { useRun } from "../../resources/runs";
import { type DeskLanguage, useWords } from "../../words/words";
import { Difference } from "./Difference";
import { Progress } from "./Progress";
import { RunActs } from "./RunActs";
import { RunBadge } from "./RunBadge";
import { useToldRun } from "./toldRun";

/** A run: what it takes, how that differs from the last one, how far it is. */
export function RunPage({ id }: { id: string }) {
  const language = useWords();
  const { say, day } = language;
  const query = useRun(id);
  const { data } = query;
  useToldRun(data);
  return (
    <Page title={data ? say("run", { day: day(data.business_date) }) : say("runs.title")}>
      <p className="back">
        <Link href="/runs">← {say("runs.all")}</Link>
      </p>
      <Loaded query={query}>
        {(run) => (
          <>
            <div className="columns">
              <Section title={say("run.plan")} className="card">
                <RunBadge state={run.state} />
                <Facts facts={factsOf(run, language)} />
                <RunActs run={run} />
              </Section>
              <Section title={say("run.difference")} className="card">
                <Difference run={run} />
              </Section>
            </div>
            <Section title={say("run.progress")} className="card">
              <Progress run={run} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function factsOf({ plan, approved_by, finished_at }: Run, language: DeskLanguage) {
  const { say, money, instant, number } = language;
  return [
    [say("run.lines"), number(plan.lines)],
    [say("run.sum"), money(plan.amount)],
    [say("run.vat"), money(plan.vat_amount)],
    [say("run.approved_by"), approved_by ?? null],
    [say("run.finished"), finished_at ? instant(finished_at) : null],
  ] as const;
}
