import { announce } from "../../../app/announce";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { sumOf, textOf } from "../../components/formData";
import { SumField } from "../../components/SumField";
import { useOpenAccount } from "../../resources/accounts";
import { useWords } from "../../words/words";

interface Props {
  onClose: () => void;
  onOpened: (number: string) => void;
}

/** A new account, with nothing on it. */
export function OpenAccountDialog({ onClose, onOpened }: Props) {
  const { say } = useWords();
  const open = useOpenAccount();
  return (
    <DeedDialog
      title={say("accounts.open")}
      confirm={say("accounts.open")}
      deed={open}
      read={(form) => ({
        number: textOf(form, "number"),
        holder: textOf(form, "holder"),
        credit_limit: sumOf(form, "credit_limit"),
      })}
      onClose={onClose}
      onDone={({ number }) => {
        announce(say("account.opened_now"));
        onOpened(number);
      }}
    >
      <Field
        label={say("account.number.label")}
        name="number"
        required
        maxLength={32}
        pattern="[0-9A-Za-z._\-]+"
        autoComplete="off"
      />
      <Field label={say("account.holder")} name="holder" required maxLength={200} />
      <SumField label={say("account.credit")} name="credit_limit" defaultValue="0" required />
    </DeedDialog>
  );
}
