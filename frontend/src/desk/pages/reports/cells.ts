import type { Report, ReportColumn } from "../../api/types";
import type { DeskLanguage } from "../../words/words";

type Cell = Report["rows"][number][number];

/** Whether a column's values stand one below the other, digit by digit. */
export function isNumber({ kind }: ReportColumn): boolean {
  return kind === "count" || kind === "money" || kind === "share";
}

/** A value in the reader's words, by the kind of its column. */
export function cellOf(value: Cell, { kind, name }: ReportColumn, language: DeskLanguage): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  switch (kind) {
    case "money":
      return language.money(text);
    case "count":
      return language.number(Number(value));
    case "share":
      return language.percent(text);
    case "day":
      return language.day(text);
    case "month":
      return language.month(text);
    case "instant":
      return language.instant(text);
    case "word":
      return language.name("word", text);
    default:
      return name === "integrator" ? language.name("products.owner", text) : text;
  }
}
