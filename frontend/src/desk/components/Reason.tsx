import { useWords } from "../words/words";
import { Field } from "./Field";

interface Props {
  /** Left out where it may be left empty. */
  required?: boolean;
}

/** Why something is done: it goes into the record. */
export function Reason({ required = false }: Props) {
  const { say } = useWords();
  const name = say("field.reason");
  return (
    <Field
      label={required ? name : say("field.optional", { name })}
      name="reason"
      hint={say("field.reason.hint")}
      required={required}
      maxLength={200}
      pattern=".*\S.*"
      autoComplete="off"
    />
  );
}
