import type { Agreement } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { sumOf, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { Select } from "../../components/Select";
import { useSetAgreement } from "../../resources/settlements";
import { useWords } from "../../words/words";

interface Props {
  code: string;
  onClose: () => void;
}

/** A platform's share from a day on. */
export function AgreementDialog({ code, onClose }: Props) {
  const { say } = useWords();
  const agree = useSetAgreement(code);
  return (
    <DeedDialog
      title={say("agreement.add")}
      confirm={say("save")}
      deed={agree}
      read={(form) => ({
        valid_from: textOf(form, "valid_from"),
        share: sumOf(form, "share"),
        base: textOf(form, "base") as Agreement["base"],
        document: textOf(form, "document"),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
    >
      <p>{say("agreement.effect")}</p>
      <div className="beside">
        <Field label={say("agreement.from")} name="valid_from" type="date" required />
        <Field
          label={say("agreement.share.field")}
          name="share"
          inputMode="decimal"
          pattern="\s*[0-9]{1,3}([.,][0-9]{1,2})?\s*"
          required
        />
        <Select
          label={say("agreement.base")}
          name="base"
          options={[
            ["gross", say("agreement.base.gross")],
            ["net", say("agreement.base.net")],
          ]}
        />
      </div>
      <Field label={say("agreement.document")} name="document" required maxLength={200} />
      <Reason required />
    </DeedDialog>
  );
}
