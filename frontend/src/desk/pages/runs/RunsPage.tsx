import { useLocation } from "wouter";
import { Refused } from "../../../api/failure";
import { Button } from "../../../components/Button";
import { Loaded } from "../../../components/Loaded";
import { Note } from "../../../components/Note";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import { useMay } from "../../app/may";
import { Fault } from "../../components/Fault";
import { usePlanRun, useRuns } from "../../resources/runs";
import { useWords } from "../../words/words";
import { Parked } from "./Parked";
import { RunTable } from "./RunTable";

/** Billing runs: begin one, see the latest, decide about what they have left to people. */
export function RunsPage() {
  const { say } = useWords();
  const may = useMay();
  return (
    <Page title={say("runs.title")}>
      <p className="lead">{say("runs.lead")}</p>
      {may("plan_run") && <PlanRun />}
      <Section title={say("runs.latest")} className="card">
        <Loaded query={useRuns()}>{({ runs }) => <RunTable runs={runs} />}</Loaded>
      </Section>
      {may("parked") && <Parked />}
    </Page>
  );
}

function PlanRun() {
  const { say } = useWords();
  const [, go] = useLocation();
  const plan = usePlanRun();
  const isNothing = plan.error instanceof Refused && plan.error.problem.status === 404;
  const begin = () => plan.mutate(undefined, { onSuccess: ({ id }) => go(`/runs/${id}`) });
  return (
    <>
      <div className="acts">
        <Button look="main" busy={plan.isPending} onClick={begin}>
          {say("runs.plan")}
        </Button>
      </div>
      {isNothing ? (
        <div role="alert">
          <Note tone="info">{say("runs.plan.nothing")}</Note>
        </div>
      ) : (
        <Fault error={plan.error} />
      )}
    </>
  );
}
