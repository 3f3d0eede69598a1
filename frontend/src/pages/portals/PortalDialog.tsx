import type { Portal } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { DialogButtons } from "../../components/DialogButtons";
import { Outcome } from "../../components/Outcome";
import { type Decision, useDecide } from "../../resources/portals";
import { useLanguage } from "../../words/context";
import { Rights } from "./Rights";

interface Props {
  portal: Portal;
  decision: Decision;
  onClose: () => void;
  onDone: () => void;
}

/** Says what letting a portal in means, or keeping it out. */
export function PortalDialog({ portal, decision, onClose, onDone }: Props) {
  const { say } = useLanguage();
  const deciding = useDecide(portal.id);
  return (
    <Dialog
      title={say(`portal.${decision}.ask`, { portal: portal.portal })}
      onClose={deciding.isPending ? undefined : onClose}
    >
      <p>{say(`portal.${decision}.effect`)}</p>
      {decision === "accept" && <Rights portal={portal} />}
      <Outcome error={deciding.error} />
      <DialogButtons
        confirm={say(`portal.${decision}`)}
        dismiss={say("dismiss")}
        look={decision === "accept" ? "main" : "danger"}
        isReady
        isBusy={deciding.isPending}
        onConfirm={() => deciding.mutate(decision, { onSuccess: onDone })}
        onDismiss={onClose}
      />
    </Dialog>
  );
}
