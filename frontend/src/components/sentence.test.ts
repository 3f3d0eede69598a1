import { expect, test } from "vitest";
import contract from "../../../openapi/cabinet.json";
import { Refused } from "../api/failure";
import type { Language } from "../words/context";
import en from "../words/en.json";
import { formatsOf } from "../words/formats";
import ru from "../words/ru.json";
import { type Key, LANGS, type Lang, sayIn, type Words } from "../words/words";
import { sentence } from "./sentence";

const WORDS: Record<Lang, Words> = { ru, en };
const TITLE = "the server's words";
const FLAWS = ["too_short", "too_long", "unreadable", "account_number", "common"];

function languageOf(lang: Lang): Language {
  const knows = (key: string): key is Key => Object.hasOwn(WORDS[lang], key);
  const speak = () => Promise.resolve();
  return { ...formatsOf(lang), lang, say: sayIn(lang, WORDS[lang]), knows, speak };
}

function refused(code: string, more: Partial<Refused["problem"]> = {}): Refused {
  const problem = { code, title: TITLE, status: 400, advice: "never", correlation_id: "c-1" };
  return new Refused({ ...problem, ...more } as Refused["problem"]);
}

/** Every code that an operation of the contract says it may answer. */
function documentedCodes(): string[] {
  const found = JSON.stringify(contract).matchAll(/`([a-z_]+)`: [A-Z]/g);
  return [...new Set([...found].map(([, code]) => code ?? ""))];
}

test.each(LANGS)("every code of the contract has words: %s", (lang) => {
  const codes = documentedCodes();
  expect(codes).toContain("offer_changed");
  expect(codes.length).toBeGreaterThan(15);
  const wordless = codes.filter((code) =>
    sentence(refused(code), languageOf(lang)).includes(TITLE),
  );
  expect(wordless).toEqual([]);
});

test.each(LANGS)("every flaw of a password has words of its own: %s", (lang) => {
  const said = [...FLAWS, "unheard of"].map((detail) => {
    const errors = [{ pointer: "/new", detail }];
    return sentence(refused("weak_password", { errors }), languageOf(lang));
  });
  expect(new Set(said).size).toBe(FLAWS.length + 1);
});

test("missing money is said in roubles where the server counts it", () => {
  const say = (missing: string | null) =>
    sentence(refused("not_enough_money", { missing }), languageOf("ru")).replaceAll("\u00a0", " ");
  expect(say("12.30")).toContain("не хватает 12,30 ₽");
  expect(say(null)).toBe("На счёте не хватает денег.");
});
