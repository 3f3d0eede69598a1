import { useState } from "react";
import { announce } from "../../../app/announce";
import type { Endpoint } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { SecretTold } from "../../components/SecretTold";
import { useChangeEndpoint, useRedeliverSince, useRotateEventSecret } from "../../resources/events";
import { useWords } from "../../words/words";
import { EndpointFields, endpointOf } from "./EndpointFields";

/** What the role may do about an endpoint. */
export function EndpointActs({ endpoint }: { endpoint: Endpoint }) {
  const { say } = useWords();
  const may = useMay();
  const { enabled, id } = endpoint;
  return (
    <div className="acts">
      {may("change_event_endpoint") && (
        <>
          <Opener label={say(enabled ? "endpoint.turn_off" : "endpoint.turn_on")}>
            {(close) => <SwitchDialog endpoint={endpoint} onClose={close} />}
          </Opener>
          <Opener label={say("change")}>
            {(close) => <ChangeDialog endpoint={endpoint} onClose={close} />}
          </Opener>
        </>
      )}
      {may("rotate_event_secret") && (
        <Opener label={say("platform.rotate")}>
          {(close) => <RotateDialog id={id} onClose={close} />}
        </Opener>
      )}
      {may("redeliver_events") && (
        <Opener label={say("endpoint.redeliver")}>
          {(close) => <RedeliverDialog id={id} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}

interface Props {
  endpoint: Endpoint;
  onClose: () => void;
}

function SwitchDialog({ endpoint, onClose }: Props) {
  const { say } = useWords();
  const { enabled, id } = endpoint;
  const act = enabled ? "endpoint.turn_off" : "endpoint.turn_on";
  return (
    <DeedDialog
      title={say(act)}
      confirm={say(act)}
      look={enabled ? "danger" : "main"}
      deed={useChangeEndpoint(id)}
      read={(form) => ({ enabled: !enabled, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p>{say(`${act}.effect`)}</p>
      <Reason />
    </DeedDialog>
  );
}

function ChangeDialog({ endpoint, onClose }: Props) {
  const { say } = useWords();
  return (
    <DeedDialog
      title={say("endpoint.facts")}
      confirm={say("save")}
      deed={useChangeEndpoint(endpoint.id)}
      read={endpointOf}
      onClose={onClose}
      className="wide-dialog"
    >
      <EndpointFields endpoint={endpoint} />
    </DeedDialog>
  );
}

function RotateDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useWords();
  const rotate = useRotateEventSecret(id);
  const [secret, setSecret] = useState<string | null>(null);
  if (secret) {
    return <SecretTold title={say("platform.rotate")} secret={secret} onClose={onClose} />;
  }
  return (
    <DeedDialog
      title={say("platform.rotate")}
      confirm={say("platform.rotate")}
      look="danger"
      deed={rotate}
      read={(form) => textOf(form, "reason")}
      onClose={onClose}
      onDone={(told) => setSecret(told.secret)}
    >
      <p>{say("endpoint.rotate.effect")}</p>
      <Reason />
    </DeedDialog>
  );
}

function RedeliverDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useWords();
  return (
    <DeedDialog
      title={say("endpoint.redeliver")}
      confirm={say("endpoint.redeliver")}
      deed={useRedeliverSince(id)}
      read={(form) => ({
        since: new Date(textOf(form, "since")).toISOString(),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
      onDone={({ deliveries }) => {
        announce(say("endpoint.redelivered", { n: deliveries }));
        onClose();
      }}
    >
      <p>{say("endpoint.redeliver.effect")}</p>
      <Field label={say("endpoint.redeliver.since")} name="since" type="datetime-local" required />
      <Reason />
    </DeedDialog>
  );
}
