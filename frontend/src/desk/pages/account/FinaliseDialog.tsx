import { announce } from "../../../app/announce";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { MonthField } from "../../components/MonthField";
import { useFinalise } from "../../resources/invoices";
import { useWords } from "../../words/words";

interface Props {
  account: string;
  onClose: () => void;
}

/** Makes documents of what a month has. */
export function FinaliseDialog({ account, onClose }: Props) {
  const { say } = useWords();
  const finalise = useFinalise(account);
  return (
    <DeedDialog
      title={say("invoice.finalise")}
      confirm={say("invoice.finalise")}
      deed={finalise}
      read={(form) => textOf(form, "month")}
      onClose={onClose}
      onDone={({ made }) => {
        announce(say("invoice.made", { n: made.length }));
        onClose();
      }}
    >
      <p>{say("invoice.finalise.effect")}</p>
      <MonthField label={say("invoice.month")} name="month" required />
    </DeedDialog>
  );
}
