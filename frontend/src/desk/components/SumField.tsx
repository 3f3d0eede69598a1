import type { ComponentProps } from "react";
import { useWords } from "../words/words";
import { Field } from "./Field";

const SUM = "\\s*[0-9][0-9\\s]*([.,][0-9]{1,2})?\\s*";

/** A sum in roubles, typed as people write it. */
export function SumField(props: ComponentProps<typeof Field>) {
  const { say } = useWords();
  return (
    <Field
      inputMode="decimal"
      autoComplete="off"
      pattern={SUM}
      title={say("sum.hint")}
      {...props}
    />
  );
}
