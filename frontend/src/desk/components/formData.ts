/** What a form says, as the contract wants it. */

export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}

/** The text, or nothing where the field was left empty. */
export function given(form: FormData, name: string): string | null {
  return textOf(form, name) || null;
}

/** A sum as people type it, `1 000,5`, as it travels: `1000.5`. */
export function sumOf(form: FormData, name: string): string {
  return asSum(textOf(form, name));
}

export function givenSum(form: FormData, name: string): string | null {
  return sumOf(form, name) || null;
}

export function asSum(text: string): string {
  return text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
}

export function givenNumber(form: FormData, name: string): number | null {
  const text = textOf(form, name);
  return text === "" ? null : Number(text);
}

export function isChecked(form: FormData, name: string): boolean {
  return form.get(name) !== null;
}

/** Lines of a text field, empty ones left out. */
export function linesOf(form: FormData, name: string): string[] {
  return textOf(form, name)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
