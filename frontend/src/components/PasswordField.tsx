import { useEffect, useId, useRef, useState } from "react";
import { useLanguage } from "../words/context";
import { Button } from "./Button";

interface Props {
  label: string;
  name: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  isWrong?: boolean;
  minLength?: number;
  /** Whether it is what is typed first. */
  startsFocused?: boolean;
}

/** A password that can be looked at. */
export function PasswordField(props: Props) {
  const { label, hint, isWrong = false, startsFocused = false, ...input } = props;
  const { say } = useLanguage();
  const [visible, setVisible] = useState(false);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // A dialog chooses its first field by itself when it opens; this comes after it.
  useEffect(() => {
    if (startsFocused) field.current?.focus();
  }, [startsFocused]);
  return (
    <div className="field">
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      <div className="with-button">
        <input
          {...input}
          ref={field}
          id={id}
          type={visible ? "text" : "password"}
          required
          maxLength={512}
          aria-invalid={isWrong || undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
        <Button
          aria-pressed={visible}
          aria-describedby={`${id}-label`}
          onClick={() => setVisible(!visible)}
        >
          {say("password.show")}
        </Button>
      </div>
      {hint && (
        <p id={`${id}-hint`} className="small">
          {hint}
        </p>
      )}
    </div>
  );
}
