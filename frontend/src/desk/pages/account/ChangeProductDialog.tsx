import { useState } from "react";
import { EffectWords } from "../../../components/EffectWords";
import { Loaded } from "../../../components/Loaded";
import type { Subscription } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { ProductSelect } from "../../components/ProductSelect";
import { Reason } from "../../components/Reason";
import { Select } from "../../components/Select";
import { type ActWish, useAct, useActPreview } from "../../resources/subscriptions";
import { useWords } from "../../words/words";

interface Props {
  account: string;
  subscription: Subscription;
  onClose: () => void;
}

type When = NonNullable<ActWish["when"]>;

/** Another product in place of this one. */
export function ChangeProductDialog({ account, subscription, onClose }: Props) {
  const { say } = useWords();
  const { id, product } = subscription;
  const [productId, setProductId] = useState<string | null>(null);
  const [when, setWhen] = useState<When | null>(null);
  const doing = useAct(account, id);
  const wish: ActWish = { act: "change_product", product_id: productId, when };
  return (
    <DeedDialog
      title={say("act.change_product.ask", { product })}
      confirm={say("act.change_product")}
      deed={doing}
      isReady={productId !== null}
      read={(form) => ({ ...wish, reason: textOf(form, "reason") })}
      onClose={onClose}
    >
      <p className="small">{say("subscription.on_behalf")}</p>
      <ProductSelect value={productId} except={product} onChoose={setProductId} />
      <Select
        label={say("act.when")}
        name="when"
        value={when ?? ""}
        options={[
          ["", say("act.when.auto")],
          ["now", say("act.when.now")],
          ["next_period", say("act.when.next_period")],
        ]}
        onChange={(event) => setWhen((event.target.value || null) as When | null)}
      />
      {productId && <Preview account={account} id={id} wish={wish} />}
      <Reason required />
    </DeedDialog>
  );
}

function Preview({ account, id, wish }: { account: string; id: string; wish: ActWish }) {
  const preview = useActPreview(account, id, wish);
  return <Loaded query={preview}>{(effect) => <EffectWords effect={effect} />}</Loaded>;
}
