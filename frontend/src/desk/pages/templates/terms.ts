/** A template's terms as they are edited, and as the contract wants them. */
import type { Template, TemplateTerms, TemplateVersion } from "../../api/types";
import { asSum } from "../../components/formData";

/** What the fields of the editor hold: texts, until they are sent. */
export interface Draft {
  pattern: string;
  charge_type: string;
  price_source: TemplateVersion["price_source"];
  fixed_amount: string;
  rule: TemplateVersion["rule"];
  days: string;
  proration: TemplateVersion["proration"];
  vat_source: TemplateVersion["vat_source"];
  priority: string;
}

const NEW: Draft = {
  pattern: "{product}, {start} – {end}, {amount}",
  charge_type: "software",
  price_source: "catalogue",
  fixed_amount: "",
  rule: "calendar_month",
  days: "30",
  proration: "by_days",
  vat_source: "product",
  priority: "100",
};

/** The version in force, else the one that comes next. */
export function presentOf({ versions }: Template): TemplateVersion | null {
  return versions.find(({ in_force }) => in_force) ?? versions.at(-1) ?? null;
}

/** Begins from a version, or from what most templates are. */
export function draftOf(version: TemplateVersion | null): Draft {
  if (version === null) return NEW;
  return {
    ...version,
    fixed_amount: version.fixed_amount ?? "",
    days: String(version.days || NEW.days),
    priority: String(version.priority),
  };
}

/** What belongs to other choices is left out: the server would take it for a mistake. */
export function termsOf(draft: Draft): TemplateTerms {
  const { charge_type, pattern, price_source, proration, rule, vat_source } = draft;
  return {
    pattern,
    charge_type,
    price_source,
    ...(price_source === "fixed" && { fixed_amount: asSum(draft.fixed_amount) || null }),
    ...(price_source !== "platform" && { rule, proration }),
    ...(price_source !== "platform" && rule === "days" && { days: Number(draft.days) }),
    vat_source,
    priority: Number(draft.priority),
  };
}
