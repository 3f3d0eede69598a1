import type { Language } from "../../words/context";

/** What a kind of charge is called; one of the operator's own is called as the operator does. */
export function typeWords(type: string, { say }: Language): string {
  return type === "internet" || type === "software" ? say(`type.${type}`) : type;
}
