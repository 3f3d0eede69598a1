import { useState } from "react";
import { useLocation } from "wouter";
import type { EndpointSecret } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { SecretTold } from "../../components/SecretTold";
import { useAddEndpoint } from "../../resources/events";
import { useWords } from "../../words/words";
import { EndpointFields, endpointOf } from "./EndpointFields";

/** Registers an endpoint; then its secret, once, and on to its page. */
export function AddEndpointDialog({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const [, go] = useLocation();
  const add = useAddEndpoint();
  const [told, setTold] = useState<EndpointSecret | null>(null);
  if (told) {
    return (
      <SecretTold
        title={say("events.added")}
        secret={told.secret}
        onClose={() => go(`/events/${told.endpoint.id}`)}
      >
        <p>{say("events.added.next")}</p>
      </SecretTold>
    );
  }
  return (
    <DeedDialog
      title={say("events.add")}
      confirm={say("events.add")}
      deed={add}
      read={endpointOf}
      onClose={onClose}
      onDone={setTold}
      className="wide-dialog"
    >
      <EndpointFields />
    </DeedDialog>
  );
}
