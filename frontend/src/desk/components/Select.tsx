import { type ComponentProps, useId } from "react";

export type Option = readonly [value: string, name: string];

interface Props extends Omit<ComponentProps<"select">, "id" | "children"> {
  label: string;
  name: string;
  options: readonly Option[];
  hint?: string | undefined;
}

/** One of a list. */
export function Select({ label, options, hint, ...select }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select {...select} id={id} {...(hint && { "aria-describedby": `${id}-hint` })}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="small">
          {hint}
        </p>
      )}
    </div>
  );
}
