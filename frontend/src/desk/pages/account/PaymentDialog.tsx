import { announce } from "../../../app/announce";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { sumOf, textOf } from "../../components/formData";
import { SumField } from "../../components/SumField";
import { useRecordPayment } from "../../resources/payments";
import { useWords } from "../../words/words";

interface Props {
  account: string;
  onClose: () => void;
}

/** Money that came in, by the number of its document. */
export function PaymentDialog({ account, onClose }: Props) {
  const { say, money } = useWords();
  const record = useRecordPayment();
  return (
    <DeedDialog
      title={say("payments.record")}
      confirm={say("payments.record")}
      deed={record}
      read={(form) => ({
        account,
        document: textOf(form, "document"),
        amount: sumOf(form, "amount"),
        text: textOf(form, "text"),
      })}
      onClose={onClose}
      onDone={({ amount, replayed }) => {
        const done = say("payment.done", { sum: money(amount ?? "0") });
        announce(replayed ? say("payment.replayed") : done);
        onClose();
      }}
    >
      <p>{say("payments.record.effect")}</p>
      <div className="beside">
        <Field
          label={say("payment.document")}
          name="document"
          required
          maxLength={64}
          pattern="[0-9A-Za-z._:\/\-]+"
          autoComplete="off"
        />
        <SumField label={say("sum.label")} name="amount" required />
      </div>
      <Field label={say("payment.text")} name="text" maxLength={500} />
    </DeedDialog>
  );
}
