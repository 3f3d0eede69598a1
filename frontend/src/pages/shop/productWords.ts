import type { Product } from "../../api/types";
import type { Language } from "../../words/context";

/** What a product costs and how often. */
export function priceWords({ price, period, days }: Product, { say, money }: Language): string {
  if (!price) {
    return say("price.unknown");
  }
  const sum = money(price);
  if (period === "platform") {
    return sum;
  }
  return period === "days" ? say("price.days", { sum, n: days }) : say("price.month", { sum });
}

/** Whether there is VAT in it. */
export function taxWords({ vat_rate }: Product, { say, percent }: Language): string {
  return vat_rate ? say("vat.inside", { rate: percent(vat_rate) }) : say("vat.none");
}
