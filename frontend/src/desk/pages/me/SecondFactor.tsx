import { useState } from "react";
import { announce } from "../../../app/announce";
import { PasswordField } from "../../../components/PasswordField";
import type { TotpSecret } from "../../api/types";
import { useMe } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { Opener } from "../../components/Opener";
import { useBeginTotp, useRemoveTotp } from "../../resources/session";
import { useWords } from "../../words/words";
import { ConfirmTotp } from "./ConfirmTotp";

const passwordOf = (form: FormData) => String(form.get("password"));

/** Codes of an authenticator beside the password. */
export function SecondFactor() {
  const { say } = useWords();
  const { has_totp } = useMe();
  const [begun, setBegun] = useState<TotpSecret | null>(null);
  const begin = useBeginTotp();
  const remove = useRemoveTotp();
  const proof = (
    <PasswordField
      label={say("me.password.proof")}
      name="password"
      autoComplete="current-password"
    />
  );
  if (begun) {
    return <ConfirmTotp begun={begun} onDone={() => setBegun(null)} />;
  }
  return (
    <>
      <p className="lead">{say(has_totp ? "me.totp.on" : "me.totp.off")}</p>
      <div className="acts">
        <Opener label={say(has_totp ? "me.totp.again" : "me.totp.begin")}>
          {(close) => (
            <DeedDialog
              title={say("me.totp")}
              confirm={say("next")}
              deed={begin}
              read={passwordOf}
              onClose={close}
              onDone={(secret) => {
                close();
                setBegun(secret);
              }}
            >
              {proof}
            </DeedDialog>
          )}
        </Opener>
        {has_totp && (
          <Opener label={say("me.totp.remove")}>
            {(close) => (
              <DeedDialog
                title={say("me.totp.remove.ask")}
                confirm={say("me.totp.remove")}
                look="danger"
                deed={remove}
                read={passwordOf}
                onClose={close}
                onDone={() => {
                  close();
                  announce(say("me.totp.removed"));
                }}
              >
                <p>{say("me.totp.remove.effect")}</p>
                {proof}
              </DeedDialog>
            )}
          </Opener>
        )}
      </div>
    </>
  );
}
