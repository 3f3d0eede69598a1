import { Button } from "../../../components/Button";
import { Failure } from "../../../components/Failure";
import { Note } from "../../../components/Note";
import { Section } from "../../../components/Section";
import { useVerifyAudit } from "../../resources/audit";
import { useWords } from "../../words/words";

/** Whether the records are as they were sealed. Recounting takes a while: it is asked for. */
export function Chain() {
  const { say, number } = useWords();
  const verify = useVerifyAudit();
  const { data } = verify;
  return (
    <Section title={say("audit.chain")} className="card">
      <div role="status">
        {data && data.broken == null && (
          <Note tone="good">
            {say("audit.chain.whole", {
              rows: number(data.rows),
              seals: number(data.seals),
              unsealed: number(data.unsealed),
            })}
          </Note>
        )}
        {data?.broken != null && (
          <Note tone="bad">{say("audit.chain.broken", { id: data.broken })}</Note>
        )}
      </div>
      {verify.error && <Failure error={verify.error} />}
      <div className="acts">
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          {say("audit.verify")}
        </Button>
      </div>
    </Section>
  );
}
