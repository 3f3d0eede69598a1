import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Note } from "../../../components/Note";
import { Section } from "../../../components/Section";
import type { Integrator, SecretTold } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { given, textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { useRotateSecret } from "../../resources/integrators";
import { useWords } from "../../words/words";
import { HandOver } from "./HandOver";

/** Since when the platform's secrets are valid. What they are nobody can read any more. */
export function Secrets({ platform }: { platform: Integrator }) {
  const { say, instant } = useWords();
  const may = useMay();
  const [told, setTold] = useState<SecretTold | null>(null);
  return (
    <Section title={say("platform.secrets")} className="card">
      {platform.secrets.length === 0 && <Note tone="warn">{say("platform.secrets.none")}</Note>}
      <ul className="lined">
        {platform.secrets.map(({ created_at, expires_at }) => (
          <li key={created_at}>
            {expires_at
              ? say("platform.secret.until", {
                  since: instant(created_at),
                  until: instant(expires_at),
                })
              : say("platform.secret.since", { since: instant(created_at) })}
          </li>
        ))}
      </ul>
      {may("rotate_secret") && (
        <p className="further">
          <Opener label={say("platform.rotate")}>
            {(close) => <RotateDialog code={platform.code} onClose={close} onMade={setTold} />}
          </Opener>
        </p>
      )}
      {told && (
        <Dialog title={say("platform.hand_over")} onClose={() => setTold(null)}>
          <p>{say("platform.hand_over.lead")}</p>
          <HandOver
            platform={told.integrator}
            secret={told.secret}
            verificationKey={told.verification_key}
          />
          <div className="answers">
            <Button onClick={() => setTold(null)}>{say("close")}</Button>
          </div>
        </Dialog>
      )}
    </Section>
  );
}

interface Props {
  code: string;
  onClose: () => void;
  onMade: (told: SecretTold) => void;
}

function RotateDialog({ code, onClose, onMade }: Props) {
  const { say } = useWords();
  const rotate = useRotateSecret(code);
  return (
    <DeedDialog
      title={say("platform.rotate")}
      confirm={say("platform.rotate")}
      look="danger"
      deed={rotate}
      read={(form) => ({ secret: given(form, "secret"), reason: textOf(form, "reason") })}
      onClose={onClose}
      onDone={(told) => {
        onClose();
        onMade(told);
      }}
    >
      <p>{say("platform.rotate.effect")}</p>
      <Field
        label={say("platform.own_secret")}
        name="secret"
        hint={say("platform.own_secret.hint")}
        minLength={20}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
      <Reason />
    </DeedDialog>
  );
}
