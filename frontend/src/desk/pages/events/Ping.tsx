import { Button } from "../../../components/Button";
import { Failure } from "../../../components/Failure";
import { Note } from "../../../components/Note";
import { Section } from "../../../components/Section";
import { usePing } from "../../resources/events";
import { useWords } from "../../words/words";

/** Sends a test event, also where the endpoint is off, and says what came of it. */
export function Ping({ id }: { id: string }) {
  const { say, name, number } = useWords();
  const ping = usePing(id);
  const { data } = ping;
  const why = data?.reason ? name("notice.reason", data.reason) : "";
  return (
    <Section title={say("ping.title")} className="card">
      <p className="lead">{say("ping.lead")}</p>
      <div role="status">
        {data && (
          <Note tone={data.accepted ? "good" : "bad"}>
            {say(data.accepted ? "ping.accepted" : "ping.failed", {
              answer: [data.status && `HTTP ${data.status}`, why].filter(Boolean).join(", "),
              ms: number(data.milliseconds),
            })}
          </Note>
        )}
      </div>
      {ping.error && <Failure error={ping.error} />}
      <div className="acts">
        <Button busy={ping.isPending} onClick={() => ping.mutate()}>
          {say("ping.send")}
        </Button>
      </div>
    </Section>
  );
}
