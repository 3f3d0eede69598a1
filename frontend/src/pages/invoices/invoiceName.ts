import type { InvoiceSummary } from "../../api/types";
import type { Language } from "../../words/context";

type Named = Pick<InvoiceSummary, "kind" | "month" | "number">;

/** How a document is called: by its number, or by its month while it has none. */
export function invoiceName({ kind, month, number }: Named, language: Language): string {
  const { say } = language;
  return number
    ? say(`invoice.${kind}.number`, { number })
    : say("invoice.draft.name", { month: language.month(month) });
}
