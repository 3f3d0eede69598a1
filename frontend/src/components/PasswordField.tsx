import { useId, useState } from "react";
import { useLanguage } from "../words/context";
import { Button } from "./Button";

interface Props {
  label: string;
  name: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  isWrong?: boolean;
  minLength?: number;
}

/** A password that can be looked at. */
export function PasswordField({ label, hint, isWrong = false, ...input }: Props) {
  const { say } = useLanguage();
  const [visible, setVisible] = useState(false);
  const id = useId();
  return (
    <div className="field">
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      <div className="with-button">
        <input
          {...input}
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
