import type { Product } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { given, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { useArchiveProduct } from "../../resources/products";
import { useWords } from "../../words/words";

interface Props {
  product: Product;
  onClose: () => void;
}

/** From when nobody can subscribe to a product any more; or that they can again. */
export function ArchiveDialog({ product, onClose }: Props) {
  const { say } = useWords();
  const archive = useArchiveProduct(product.id);
  const undo = Boolean(product.archived_on);
  const act = undo ? "product.unarchive" : "product.archive";
  return (
    <DeedDialog
      title={`${say(act)}: ${product.title}`}
      confirm={say(act)}
      look={undo ? "main" : "danger"}
      deed={archive}
      read={(form) => ({ on: given(form, "on"), undo, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p>{say(`${act}.effect`)}</p>
      {!undo && (
        <Field
          label={say("field.optional", { name: say("product.archive.on") })}
          name="on"
          type="date"
        />
      )}
      <Reason />
    </DeedDialog>
  );
}
