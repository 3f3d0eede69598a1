import type { Account } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { sumOf, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { SumField } from "../../components/SumField";
import { useChangeAccount } from "../../resources/accounts";
import { useWords } from "../../words/words";

interface Props {
  account: Account;
  onClose: () => void;
}

/** Another holder, another credit limit. */
export function EditDialog({ account, onClose }: Props) {
  const { say } = useWords();
  const change = useChangeAccount(account.number);
  return (
    <DeedDialog
      title={say("account.edit.title")}
      confirm={say("save")}
      deed={change}
      read={(form) => ({
        holder: textOf(form, "holder"),
        credit_limit: sumOf(form, "credit_limit"),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
    >
      <Field
        label={say("account.holder")}
        name="holder"
        defaultValue={account.holder}
        required
        maxLength={200}
      />
      <SumField
        label={say("account.credit")}
        name="credit_limit"
        defaultValue={account.credit_limit}
        required
      />
      <Reason required />
    </DeedDialog>
  );
}
