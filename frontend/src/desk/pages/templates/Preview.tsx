import { useState } from "react";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import type { TemplateExample, TemplatePreview, TemplateTerms } from "../../api/types";
import { asSum } from "../../components/formData";
import { useSettled } from "../../components/useSettled";
import { useTemplatePreview } from "../../resources/catalogue";
import { type DeskLanguage, useWords } from "../../words/words";
import { type ExampleDraft, ExampleFields } from "./ExampleFields";

/** The charge that these terms would make, counted by the server while one types. */
export function Preview({ terms }: { terms: TemplateTerms }) {
  const language = useWords();
  const { say } = language;
  const [example, setExample] = useState<ExampleDraft>({ product: "", day: "", price: "" });
  const wish = JSON.stringify({ draft: terms, example: exampleOf(example, terms) });
  const settled = useSettled(wish);
  const query = useTemplatePreview(JSON.parse(settled));
  const isBehind = wish !== settled || query.isFetching;
  return (
    <Section title={say("template.preview")} className="preview">
      <div aria-live="polite" aria-busy={isBehind}>
        <Loaded query={query.isError ? { ...query, data: undefined } : query}>
          {(line) => (
            <>
              <p className="preview-text">{line.text}</p>
              <Facts facts={factsOf(line, language)} />
            </>
          )}
        </Loaded>
      </div>
      <ExampleFields example={example} onChange={setExample} />
    </Section>
  );
}

/** An example that says nothing has a round price of its own, unless a product brings one. */
function exampleOf(draft: ExampleDraft, { price_source }: TemplateTerms): TemplateExample {
  const day = draft.day || null;
  const price = asSum(draft.price) || (draft.product ? null : "100.00");
  const last_day = price_source === "platform" && day ? { last_day: inAMonth(day) } : {};
  return { product: draft.product || null, day, price, ...last_day };
}

/** What a platform would name as the last day of thirty. */
function inAMonth(day: string): string {
  const last = new Date(`${day}T12:00:00Z`);
  last.setUTCDate(last.getUTCDate() + 29);
  return last.toISOString().slice(0, 10);
}

function factsOf(line: TemplatePreview, { say, money, days, percent }: DeskLanguage) {
  const { first_day, last_day, vat_amount, vat_kind, vat_note, vat_rate } = line;
  const taxed = `${percent(vat_rate)}, ${money(vat_amount)}`;
  return [
    [say("template.preview.amount"), money(line.amount)],
    [say("template.preview.full"), line.full_price === line.amount ? null : money(line.full_price)],
    [say("template.preview.period"), first_day && last_day ? days(first_day, last_day) : null],
    [say("template.preview.vat"), vat_kind === "taxed" ? taxed : vat_note || say("vat.none")],
  ] as const;
}
