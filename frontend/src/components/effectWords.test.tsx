import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Effect } from "../api/types";
import { effect } from "../testing/samples";
import { show } from "../testing/show";
import { EffectWords } from "./EffectWords";

function sentences(shown: Effect): string[] {
  show(<EffectWords effect={shown} />);
  return screen
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent.replace(/[\u00a0\u202f]/g, " "));
}

test("unsubscribing says until when it works and that nothing more is charged", () => {
  expect(sentences(effect())).toEqual([
    "«Антивирус Касперского» работает по 30 мая включительно, потом отключится.",
    "Сейчас ничего не спишем.",
    "Больше списаний за «Антивирус Касперского» не будет.",
    "После этого можно будет потратить 100,00 ₽.",
  ]);
});

test("subscribing says what is charged now and next", () => {
  const line = { first_day: "2026-05-01", last_day: "2026-05-31", amount: "349.00" };
  const standing = { product: "Офис", state: "active" as const, served_through: "2026-05-31" };
  const shown = effect({
    subscriptions: [{ ...standing, next_charge_on: "2026-06-01", next_charge: "349.00" }],
    charges: [{ ...line, text: "Офис, май" }],
    refunds: [{ ...line, text: "Офис, начало мая", amount: "10.00" }],
  });
  expect(sentences(shown).slice(1, 4)).toEqual([
    "Спишем сейчас 349,00 ₽: Офис, май.",
    "Вернём 10,00 ₽: Офис, начало мая.",
    "Следующее списание за «Офис» — 1 июня, 349,00 ₽.",
  ]);
});
