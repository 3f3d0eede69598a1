import type { Product } from "../../api/types";
import { Check } from "../../components/Check";
import { Field } from "../../components/Field";
import { OwnerSelect } from "../../components/OwnerSelect";
import { Select } from "../../components/Select";
import { useTemplates } from "../../resources/catalogue";
import { useWords } from "../../words/words";

const MODES: readonly Product["mode"][] = ["billing", "platform"];
const VAT_KINDS: readonly Product["vat_kind"][] = ["taxed", "exempt", "zero", "outside"];
const CATCH_UPS: readonly Product["catch_up"][] = ["all", "current", "park"];

/** What a product is called, who charges it, how and with what tax. */
export function ProductFields({ product }: { product?: Product }) {
  const { say } = useWords();
  const templates = useTemplates().data?.templates ?? [];
  return (
    <>
      {!product && (
        <div className="beside">
          <OwnerSelect label={say("products.owner")} name="integrator" />
          <Field label={say("product.code")} name="code" required maxLength={200} />
        </div>
      )}
      <Field
        label={say("product.title.label")}
        name="title"
        defaultValue={product?.title}
        required
        maxLength={200}
      />
      <div className="beside">
        <Select
          label={say("product.mode")}
          name="mode"
          defaultValue={product?.mode ?? "billing"}
          disabled={product?.subscribed ?? false}
          hint={product?.subscribed ? say("product.subscribed") : undefined}
          options={MODES.map((each) => [each, say(`product.mode.${each}`)])}
        />
        <Select
          key={templates.length}
          label={say("product.template")}
          name="template"
          defaultValue={product?.template ?? ""}
          options={[
            ["", say("product.template.none")],
            ...templates.map(({ code }) => [code, code] as const),
          ]}
        />
        <Select
          label={say("product.vat_kind")}
          name="vat_kind"
          defaultValue={product?.vat_kind ?? "taxed"}
          options={VAT_KINDS.map((each) => [each, say(`product.vat_kind.${each}`)])}
        />
        <Select
          label={say("product.catch_up")}
          name="catch_up"
          defaultValue={product?.catch_up ?? "all"}
          options={CATCH_UPS.map((each) => [each, say(`product.catch_up.${each}`)])}
        />
        <Field
          label={say("product.trial_days")}
          name="trial_days"
          type="number"
          min={0}
          max={3660}
          defaultValue={product?.trial_days ?? 0}
        />
        <Field
          label={say("product.end_after_days")}
          name="end_after_days"
          type="number"
          min={1}
          max={3660}
          defaultValue={product?.end_after_days ?? ""}
        />
      </div>
      <Field
        label={say("product.vat_note")}
        name="vat_note"
        defaultValue={product?.vat_note}
        maxLength={200}
      />
      <Field
        label={say("product.parent")}
        name="parent"
        defaultValue={product?.parent ?? ""}
        maxLength={200}
      />
      <Check
        label={say("product.stops_queue")}
        name="stops_queue"
        defaultChecked={product?.stops_queue ?? false}
      />
    </>
  );
}
