import { useState } from "react";
import type { Portal } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { SecretTold } from "../../components/SecretTold";
import { useChangePortal, useRotatePortalSecret } from "../../resources/portals";
import { useWords } from "../../words/words";
import { PortalFields } from "./PortalFields";
import { termsOf } from "./scopes";

/** What the role may do about a portal. */
export function PortalActs({ portal }: { portal: Portal }) {
  const { say } = useWords();
  const may = useMay();
  return (
    <div className="acts">
      {may("change_portal") && (
        <>
          <Opener label={say("change")}>
            {(close) => <ChangeDialog portal={portal} onClose={close} />}
          </Opener>
          <Opener label={say(portal.enabled ? "portal.turn_off" : "portal.turn_on")}>
            {(close) => <SwitchDialog portal={portal} onClose={close} />}
          </Opener>
        </>
      )}
      {may("rotate_portal_secret") && (
        <Opener label={say("platform.rotate")}>
          {(close) => <RotateDialog code={portal.code} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}

interface Props {
  portal: Portal;
  onClose: () => void;
}

function ChangeDialog({ portal, onClose }: Props) {
  const { say } = useWords();
  return (
    <DeedDialog
      title={portal.title}
      confirm={say("save")}
      deed={useChangePortal(portal.code)}
      read={termsOf}
      onClose={onClose}
      className="wide-dialog"
    >
      <p>{say("portal.change.effect")}</p>
      <PortalFields portal={portal} />
    </DeedDialog>
  );
}

function SwitchDialog({ portal, onClose }: Props) {
  const { say } = useWords();
  const { code, enabled, title } = portal;
  const act = enabled ? "portal.turn_off" : "portal.turn_on";
  return (
    <DeedDialog
      title={`${say(act)}: ${title}`}
      confirm={say(act)}
      look={enabled ? "danger" : "main"}
      deed={useChangePortal(code)}
      read={(form) => ({ enabled: !enabled, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p>{say(`${act}.effect`)}</p>
      <Reason />
    </DeedDialog>
  );
}

function RotateDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { say } = useWords();
  const rotate = useRotatePortalSecret(code);
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
      <p>{say("portal.rotate.effect")}</p>
      <Reason />
    </DeedDialog>
  );
}
