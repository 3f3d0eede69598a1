/** What a report is asked by: as it stands in the page's address, and as the contract wants it. */
import type { ReportDescription } from "../../api/types";
import type { Question } from "../../resources/reports";

/** Empty where nothing is said: the server then takes today, or this month. */
export function questionOf(params: URLSearchParams, { span, takes }: ReportDescription): Question {
  const said = (name: string) => params.get(name) || null;
  const question: Question = {};
  if (span === "point") question.on = said("on");
  if (span === "days") {
    question.from = said("from");
    question.to = said("to");
  }
  if (span === "months") {
    const [first, last] = [said("from"), said("to")];
    question.from = first && `${first}-01`;
    question.to = last && lastDayOf(last);
  }
  const known = said("as_of");
  if (known) question.as_of = new Date(known).toISOString();
  for (const filter of takes) question[filter] = said(filter);
  return question;
}

/** Whether it says all that the report cannot be asked for without. */
export function isAnswerable(question: Question, { needs }: ReportDescription): boolean {
  return needs.every((filter) => question[filter]);
}

/** The same question, in the address of a file. */
export function fileAddress(
  base: string,
  question: Question,
  asOf: string | null,
  format: "csv" | "xlsx",
): string {
  const said = { ...question, as_of: asOf, format };
  const pairs = Object.entries(said).flatMap(([name, value]) =>
    value ? [[name, String(value)]] : [],
  );
  return `${base}?${new URLSearchParams(pairs)}`;
}

/** `2026-02` → `2026-02-28`. */
export function lastDayOf(month: string): string {
  const [year, number] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year ?? 0, number ?? 1, 0));
  return last.toISOString().slice(0, 10);
}
