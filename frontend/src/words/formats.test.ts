import { expect, test } from "vitest";
import { formatsOf } from "./formats";

const NOW = new Date(2026, 4, 15);
const ru = formatsOf("ru", NOW);
const en = formatsOf("en", NOW);

/** Breaking spaces in place of the others, which look the same in a test. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f\u2009]/g, " ");
}

test("sums are written as the language writes them", () => {
  expect(plain(ru.money("1234.50"))).toBe("1 234,50 ₽");
  expect(plain(ru.money("-150.00"))).toBe("−150,00 ₽");
  expect(plain(en.money("1234.50"))).toBe("₽1,234.50");
});

test("changes have a sign", () => {
  expect(plain(ru.change("50.00"))).toBe("+50,00 ₽");
  expect(plain(ru.change("-50.00"))).toBe("−50,00 ₽");
  expect(plain(ru.change("0.00"))).toBe("0,00 ₽");
});

test("a day of another year names it", () => {
  expect(ru.day("2026-05-30")).toBe("30 мая");
  expect(plain(ru.day("2027-01-01"))).toBe("1 января 2027");
  expect(en.day("2026-05-30")).toBe("30 May");
});

test("a range says its month once", () => {
  expect(plain(ru.days("2026-05-01", "2026-05-30"))).toBe("1–30 мая");
  expect(plain(ru.days("2026-05-15", "2026-06-14"))).toBe("15 мая – 14 июня");
});

test("months and percents", () => {
  expect(plain(ru.month("2026-05"))).toBe("май 2026");
  expect(ru.shortMonth("2026-09")).toBe("сен");
  expect(plain(ru.percent("22"))).toBe("22 %");
  expect(en.percent("18")).toBe("18%");
});
