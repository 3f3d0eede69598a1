import { type ComponentProps, useId } from "react";

interface Props extends Omit<ComponentProps<"input">, "id" | "type"> {
  label: string;
  name: string;
  hint?: string | undefined;
}

/** Yes or no. */
export function Check({ label, hint, ...input }: Props) {
  const id = useId();
  return (
    <div className="field check">
      <label>
        <input {...input} type="checkbox" {...(hint && { "aria-describedby": id })} />
        {label}
      </label>
      {hint && (
        <p id={id} className="small">
          {hint}
        </p>
      )}
    </div>
  );
}
