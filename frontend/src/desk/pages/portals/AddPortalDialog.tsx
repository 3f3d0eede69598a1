import { useState } from "react";
import { useLocation } from "wouter";
import type { PortalSecret } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { Secret } from "../../components/Secret";
import { SecretTold } from "../../components/SecretTold";
import { useAddPortal } from "../../resources/portals";
import { useWords } from "../../words/words";
import { PortalFields } from "./PortalFields";
import { termsOf } from "./scopes";

/** Lets a portal in; then its secret, once, and on to its page. */
export function AddPortalDialog({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const [, go] = useLocation();
  const add = useAddPortal();
  const [told, setTold] = useState<PortalSecret | null>(null);
  if (told) {
    const { code } = told.portal;
    return (
      <SecretTold
        title={say("portal.added")}
        secret={told.secret}
        onClose={() => go(`/portals/${code}`)}
      >
        <Secret label="client_id" text={code} />
      </SecretTold>
    );
  }
  return (
    <DeedDialog
      title={say("portals.add")}
      confirm={say("portals.add")}
      deed={add}
      read={(form) => ({ code: textOf(form, "code"), ...termsOf(form) })}
      onClose={onClose}
      onDone={setTold}
      className="wide-dialog"
    >
      <Field
        label={say("platform.code")}
        name="code"
        hint={say("platform.code.hint")}
        required
        pattern="[a-z][a-z0-9\-]{1,31}"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <PortalFields />
    </DeedDialog>
  );
}
