import { Loaded } from "../../../components/Loaded";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { useCredit, useInvoice } from "../../resources/invoices";
import { useWords } from "../../words/words";

interface Props {
  account: string;
  id: string;
  name: string;
  onClose: () => void;
}

/** A credit note of all that is left of an invoice. */
export function CreditDialog({ account, id, name, onClose }: Props) {
  const { say, money } = useWords();
  const invoice = useInvoice(account, id);
  const credit = useCredit(account, id);
  const left = invoice.data?.left ?? "";
  return (
    <DeedDialog
      title={say("invoice.credit.ask", { name })}
      confirm={say("invoice.credit")}
      look="danger"
      deed={credit}
      isReady={Number(left) > 0}
      read={(form) => ({ left, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <Loaded query={invoice}>
        {(found) => <p>{say("invoice.credit.effect", { sum: money(found.left) })}</p>}
      </Loaded>
      <Reason required />
    </DeedDialog>
  );
}
