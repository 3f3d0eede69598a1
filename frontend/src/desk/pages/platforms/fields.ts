/** What the fields of a platform say, as the contract wants it. */
import type { Integrator, IntegratorChange, NewIntegrator, Storefront } from "../../api/types";
import {
  given,
  givenNumber,
  givenSum,
  isChecked,
  linesOf,
  textOf,
} from "../../components/formData";

type Form = Storefront["form"];

export function mainOf(form: FormData) {
  return {
    title: textOf(form, "title"),
    dialect: textOf(form, "dialect"),
    wire: wireOf(textOf(form, "wire")),
    test_mode: isChecked(form, "test_mode"),
    journal: isChecked(form, "journal"),
  } satisfies IntegratorChange;
}

/** An address left empty takes it away; a secret left empty stays. */
export function storefrontOf(form: FormData): Storefront {
  const paths = linesOf(form, "paths");
  const secret = given(form, "shared");
  return {
    url: given(form, "url"),
    paths: paths.length > 0 ? paths : null,
    form: textOf(form, "form") as NonNullable<Form>,
    ...(secret && { secret }),
    api: given(form, "api"),
    frame: isChecked(form, "frame"),
    catalogue_url: given(form, "catalogue_url"),
    instructions_url: given(form, "instructions_url"),
  };
}

export function limitsOf(form: FormData) {
  return {
    networks: linesOf(form, "networks"),
    refusals: textOf(form, "refusals") as Integrator["refusals"],
    max_charge: givenSum(form, "max_charge"),
    max_daily: givenSum(form, "max_daily"),
    calls_per_second: givenNumber(form, "calls_per_second"),
    batch_limit: givenNumber(form, "batch_limit") ?? 500,
  } satisfies IntegratorChange;
}

export function newPlatformOf(form: FormData): NewIntegrator {
  return {
    code: textOf(form, "code"),
    ...mainOf(form),
    ...limitsOf(form),
    storefront: storefrontOf(form),
  };
}

/** A text that was checked to be JSON; an empty one renames nothing. */
function wireOf(text: string): Record<string, unknown> {
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export function isJsonObject(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text || "{}");
    return typeof read === "object" && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}
