import { type ComponentProps, useId } from "react";

interface Props extends Omit<ComponentProps<"input">, "id"> {
  label: string;
  name: string;
  hint?: string | undefined;
}

/** A line to type in, with its label and what helps to fill it in. */
export function Field({ label, hint, ...input }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} {...(hint && { "aria-describedby": `${id}-hint` })} />
      {hint && (
        <p id={`${id}-hint`} className="small">
          {hint}
        </p>
      )}
    </div>
  );
}
