/** What is asked of the forecast, as it stands in the page's address. */
import type { Coming } from "../../api/types";

export type By = Coming["by"];

export const BY: readonly By[] = ["day", "product", "charge_type", "integrator"];

/** How the rows are made, and what the whole is narrowed to. */
export interface Question {
  by: By;
  on?: string;
  product?: string;
  integrator?: string;
  charge_type?: string;
}

const NARROWING = ["on", "product", "integrator", "charge_type"] as const;

export function questionOf(params: URLSearchParams): Question {
  const by = BY.find((each) => each === params.get("by")) ?? "day";
  const said = NARROWING.map((name) => [name, params.get(name)] as const);
  return { by, ...Object.fromEntries(said.filter(([, value]) => value)) };
}

/** Where a row leads: a day to its products, anything else to its days. */
export function drillOf(question: Question, key: string): string {
  const { by } = question;
  const narrowed = by === "day" ? { on: key } : { [by]: key };
  const next = by === "day" ? "product" : "day";
  const params = { ...question, ...narrowed, by: question.on && next === "day" ? "product" : next };
  return `/coming?${new URLSearchParams(params)}`;
}
