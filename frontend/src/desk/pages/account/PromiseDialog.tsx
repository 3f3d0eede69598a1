import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { sumOf, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { SumField } from "../../components/SumField";
import { usePromise } from "../../resources/accounts";
import { useWords } from "../../words/words";

interface Props {
  account: string;
  onClose: () => void;
}

/** A promised payment: spent now, paid within some days. */
export function PromiseDialog({ account, onClose }: Props) {
  const { say } = useWords();
  const promise = usePromise(account);
  return (
    <DeedDialog
      title={say("account.promise")}
      confirm={say("save")}
      deed={promise}
      read={(form) => ({
        amount: sumOf(form, "amount"),
        days: Number(textOf(form, "days")),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
    >
      <p>{say("account.promise.effect")}</p>
      <div className="beside">
        <SumField label={say("sum.label")} name="amount" required />
        <Field
          label={say("account.promise.days")}
          name="days"
          type="number"
          min={1}
          max={365}
          defaultValue={5}
          required
        />
      </div>
      <Reason required />
    </DeedDialog>
  );
}
