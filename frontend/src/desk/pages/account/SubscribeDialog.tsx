import { useState } from "react";
import { EffectWords } from "../../../components/EffectWords";
import { Loaded } from "../../../components/Loaded";
import { Check } from "../../components/Check";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { ProductSelect } from "../../components/ProductSelect";
import { Reason } from "../../components/Reason";
import { Select } from "../../components/Select";
import { useSubscribe, useSubscribePreview } from "../../resources/subscriptions";
import { useWords } from "../../words/words";

interface Props {
  account: string;
  onClose: () => void;
}

const GIVEN = ["counter", "telephone", "paper"] as const;

/** A product for a subscriber who has accepted its offer. */
export function SubscribeDialog({ account, onClose }: Props) {
  const { say } = useWords();
  const [productId, setProductId] = useState<string | null>(null);
  const [quantity, setQuantity] = useState(1);
  const preview = useSubscribePreview(account, productId, quantity);
  const subscribing = useSubscribe(account);
  const read = (form: FormData) => ({
    product_id: productId ?? "",
    quantity,
    offer_version: preview.data?.offer.version ?? "",
    offer_hash: preview.data?.offer.hash ?? "",
    given: textOf(form, "given"),
    reason: textOf(form, "reason"),
  });
  return (
    <DeedDialog
      title={say("subscription.subscribe")}
      confirm={say("subscribe")}
      deed={subscribing}
      isReady={preview.data !== undefined}
      read={read}
      onClose={onClose}
    >
      <p className="small">{say("subscription.on_behalf")}</p>
      <div className="beside">
        <ProductSelect value={productId} onChoose={setProductId} />
        <Field
          label={say("subscription.quantity")}
          name="quantity"
          type="number"
          min={1}
          max={1000}
          value={quantity}
          onChange={(event) => setQuantity(Math.max(1, event.target.valueAsNumber || 1))}
        />
      </div>
      {productId && (
        <Loaded query={preview}>
          {({ effect, offer }) => (
            <>
              <EffectWords effect={effect} />
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
              <section className="offer lines" aria-label={say("offer.text")} tabIndex={0}>
                {offer.text}
              </section>
            </>
          )}
        </Loaded>
      )}
      <Check label={say("subscription.consent")} name="consent" required />
      <Select
        label={say("subscription.given")}
        name="given"
        options={GIVEN.map((each) => [each, say(`subscription.given.${each}`)])}
      />
      <Reason required />
    </DeedDialog>
  );
}
