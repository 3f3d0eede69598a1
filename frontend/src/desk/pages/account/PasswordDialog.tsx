import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { Account } from "../../api/types";
import { Check } from "../../components/Check";
import { DeedDialog } from "../../components/DeedDialog";
import { isChecked, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { Secret } from "../../components/Secret";
import { useSetPassword } from "../../resources/accounts";
import { useWords } from "../../words/words";

interface Props {
  account: Account;
  onClose: () => void;
}

/** A password for the cabinet, made by the server and shown once; or none any more. */
export function PasswordDialog({ account, onClose }: Props) {
  const { say } = useWords();
  const { number } = account;
  const set = useSetPassword(number);
  const [made, setMade] = useState<string | null>(null);
  if (made) {
    return (
      <Dialog title={say("account.new_password", { number })} onClose={onClose}>
        <p>{say("account.new_password.told")}</p>
        <Secret label={say("signin.password")} text={made} />
        <div className="answers">
          <Button onClick={onClose}>{say("close")}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <DeedDialog
      title={say("account.set_password")}
      confirm={say("account.set_password")}
      deed={set}
      read={(form) => ({ remove: isChecked(form, "remove"), reason: textOf(form, "reason") })}
      onClose={onClose}
      onDone={({ password }) => (password ? setMade(password) : onClose())}
    >
      <p>{say("account.set_password.effect")}</p>
      {account.has_password && <Check label={say("account.remove_password")} name="remove" />}
      <Reason required />
    </DeedDialog>
  );
}
