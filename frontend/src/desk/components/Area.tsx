import { type ComponentProps, useId } from "react";

interface Props extends Omit<ComponentProps<"textarea">, "id"> {
  label: string;
  name: string;
  hint?: string | undefined;
}

/** Several lines to type in. */
export function Area({ label, hint, ...area }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea {...area} id={id} {...(hint && { "aria-describedby": `${id}-hint` })} />
      {hint && (
        <p id={`${id}-hint`} className="small">
          {hint}
        </p>
      )}
    </div>
  );
}
