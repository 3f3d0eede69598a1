/** What the fields of a product say, as the contract wants it. */
import type { Product, ProductChange } from "../../api/types";
import { givenNumber, isChecked, textOf } from "../../components/formData";

/** Which product stays what it is; everything else may be different. */
export function productOf(form: FormData, known?: Product): ProductChange {
  const trial_days = givenNumber(form, "trial_days");
  const end_after_days = givenNumber(form, "end_after_days");
  return {
    integrator: known?.integrator ?? textOf(form, "integrator"),
    code: known?.code ?? textOf(form, "code"),
    title: textOf(form, "title"),
    template: textOf(form, "template"),
    ...(!known?.subscribed && { mode: textOf(form, "mode") as Product["mode"] }),
    vat_kind: textOf(form, "vat_kind") as Product["vat_kind"],
    vat_note: textOf(form, "vat_note"),
    catch_up: textOf(form, "catch_up") as Product["catch_up"],
    ...(trial_days !== null && { trial_days }),
    ...(end_after_days !== null && { end_after_days }),
    stops_queue: isChecked(form, "stops_queue"),
    parent: textOf(form, "parent"),
    reason: textOf(form, "reason"),
  };
}
