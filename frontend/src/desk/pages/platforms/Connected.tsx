import { Link } from "wouter";
import { Note } from "../../../components/Note";
import { Section } from "../../../components/Section";
import type { SecretTold } from "../../api/types";
import { useWords } from "../../words/words";
import { ConnectionTest } from "./ConnectionTest";
import { HandOver } from "./HandOver";

/** A platform that was connected right now: its secret, once, and a test. */
export function Connected({ told }: { told: SecretTold }) {
  const { say } = useWords();
  const { integrator, secret, verification_key } = told;
  return (
    <>
      <div role="status">
        <Note tone="good">
          <p>
            {say("platform.connected")}: {integrator.title}
          </p>
          <p>{say("platform.connected.next")}</p>
        </Note>
      </div>
      <Section title={say("platform.hand_over")} className="card">
        <p className="lead">{say("platform.hand_over.lead")}</p>
        <HandOver platform={integrator} secret={secret} verificationKey={verification_key} />
      </Section>
      <ConnectionTest code={integrator.code} />
      <p className="further">
        <Link href={`/platforms/${integrator.code}`} className="button quiet">
          {say("platform.open")}
        </Link>
      </p>
    </>
  );
}
