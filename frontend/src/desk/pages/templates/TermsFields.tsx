import type { ChangeEvent } from "react";
import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { SumField } from "../../components/SumField";
import { useWords } from "../../words/words";
import type { Draft } from "./terms";

const SOURCES: readonly Draft["price_source"][] = ["catalogue", "fixed", "platform"];
const RULES: readonly Draft["rule"][] = ["calendar_month", "anchored_month", "days"];
const PRORATIONS: readonly Draft["proration"][] = ["by_days", "full", "per_day", "none"];
const VAT_SOURCES: readonly Draft["vat_source"][] = ["product", "outside"];

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** Where the sum comes from and what days it is for. What does not belong together is not shown. */
export function TermsFields({ draft, onChange }: Props) {
  const { say } = useWords();
  const bind = <Name extends keyof Draft>(name: Name) => ({
    label: say(`template.${name}`),
    name,
    value: draft[name],
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
      onChange({ ...draft, [name]: event.target.value }),
  });
  const isOwn = draft.price_source !== "platform";
  return (
    <div className="beside">
      <Select
        {...bind("price_source")}
        options={SOURCES.map((each) => [each, say(`template.price_source.${each}`)])}
      />
      {draft.price_source === "fixed" && <SumField {...bind("fixed_amount")} required />}
      {isOwn && (
        <Select
          {...bind("rule")}
          options={RULES.map((each) => [each, say(`template.rule.${each}`)])}
        />
      )}
      {isOwn && draft.rule === "days" && (
        <Field {...bind("days")} type="number" min={1} max={3660} required />
      )}
      {isOwn && (
        <Select
          {...bind("proration")}
          options={PRORATIONS.map((each) => [each, say(`template.proration.${each}`)])}
        />
      )}
      <Select
        {...bind("vat_source")}
        options={VAT_SOURCES.map((each) => [each, say(`template.vat_source.${each}`)])}
      />
      <Field
        {...bind("charge_type")}
        hint={say("template.charge_type.hint")}
        required
        pattern="[a-z][a-z0-9_\-]{0,31}"
      />
      <Field
        {...bind("priority")}
        hint={say("template.priority.hint")}
        type="number"
        min={0}
        max={10000}
        required
      />
    </div>
  );
}
