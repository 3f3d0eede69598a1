import type { ComponentProps } from "react";
import { useWords } from "../words/words";
import { Field } from "./Field";

/** A month, `2026-05`. Typed: half of the browsers know no field of months. */
export function MonthField(props: ComponentProps<typeof Field>) {
  const { say } = useWords();
  return (
    <Field
      hint={say("month.hint")}
      inputMode="numeric"
      autoComplete="off"
      pattern="20[0-9]{2}-(0[1-9]|1[0-2])"
      maxLength={7}
      {...props}
    />
  );
}
