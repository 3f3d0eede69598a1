import { useWords } from "../words/words";
import { Field } from "./Field";

interface Props {
  hint?: string;
  required?: boolean;
}

/** A code of an authenticator. */
export function CodeField({ hint, required = false }: Props) {
  const { say } = useWords();
  return (
    <Field
      label={say("signin.code")}
      name="code"
      hint={hint}
      required={required}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*[0-9]{6}\s*"
      maxLength={8}
    />
  );
}
