import { Area } from "../../components/Area";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { given, textOf } from "../../components/formData";
import { OwnerSelect } from "../../components/OwnerSelect";
import { Reason } from "../../components/Reason";
import { usePublishOffer } from "../../resources/catalogue";
import { useWords } from "../../words/words";

/** A text to publish; it is never changed any more. */
export function PublishDialog({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const publish = usePublishOffer();
  return (
    <DeedDialog
      title={say("offer.publish.title")}
      confirm={say("offer.publish")}
      deed={publish}
      read={(form) => ({
        integrator: textOf(form, "integrator"),
        version: textOf(form, "version"),
        valid_from: given(form, "valid_from"),
        content: textOf(form, "content"),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
      className="wide-dialog"
    >
      <p>{say("offer.publish.effect")}</p>
      <div className="beside">
        <OwnerSelect label={say("offer.whose")} name="integrator" />
        <Field label={say("offer.version")} name="version" required maxLength={64} />
        <Field
          label={say("field.optional", { name: say("offer.from") })}
          name="valid_from"
          type="date"
        />
      </div>
      <Area label={say("offer.content")} name="content" rows={12} required />
      <Reason />
    </DeedDialog>
  );
}
