/** Sums, days and months in the words of a language. */
import type { Lang } from "./words";

const LOCALES: Record<Lang, string> = { ru: "ru-RU", en: "en-GB" };
const MINUS = "\u2212";
const UTC = "UTC";

export interface Formats {
  /** `"1234.50"` → `1 234,50 ₽`. */
  money(amount: string): string;
  /** The same with a sign in front of what is not zero. */
  change(amount: string): string;
  /** `"2026-05-30"` → `30 мая`; with the year where it is another one than today's. */
  day(day: string): string;
  /** An inclusive range: `1–30 мая`. */
  days(first: string, last: string): string;
  /** An instant, in the reader's own time zone. */
  instant(at: string): string;
  time(at: Date): string;
  /** `"2026-05"` → `май 2026`. */
  month(month: string): string;
  /** `"2026-05"` → `май`, three letters. */
  shortMonth(month: string): string;
  percent(value: string): string;
}

export function formatsOf(lang: Lang, now: Date = new Date()): Formats {
  const locale = LOCALES[lang];
  const roubles = {
    style: "currency",
    currency: "RUB",
    currencyDisplay: "narrowSymbol",
  } as const;
  const sum = new Intl.NumberFormat(locale, roubles);
  const signed = new Intl.NumberFormat(locale, { ...roubles, signDisplay: "exceptZero" });
  const date = (options: Intl.DateTimeFormatOptions, timeZone: string | undefined = UTC) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const thisYear = date({ day: "numeric", month: "long" });
  const anyYear = date({ day: "numeric", month: "long", year: "numeric" });
  const instant = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const month = date({ month: "long", year: "numeric" });
  const short = date({ month: "short" });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });

  const isThisYear = (day: string) => day.startsWith(String(now.getFullYear()));
  const forYear = (day: string) => (isThisYear(day) ? thisYear : anyYear);
  const whole = (text: string) => text.replace("\u00a0г.", "").replace(" г.", "");
  return {
    money: (amount) => sum.format(Number(amount)).replace("-", MINUS),
    change: (amount) => signed.format(Number(amount)).replace("-", MINUS),
    day: (day) => whole(forYear(day).format(noon(day))),
    days: (first, last) => whole(forYear(last).formatRange(noon(first), noon(last))),
    instant: (at) => instant.format(new Date(at)),
    time: (at) => time.format(at),
    month: (text) => whole(month.format(noon(`${text}-01`))),
    shortMonth: (text) => short.format(noon(`${text}-01`)).slice(0, 3),
    percent: (value) => percent.format(Number(value) / 100),
  };
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}
