import { useId } from "react";

interface Props<T extends string> {
  legend: string;
  values: readonly T[];
  value: T;
  name: (value: T) => string;
  onChoose: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string>({ legend, values, value, name, onChoose }: Props<T>) {
  const group = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {values.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={group}
            checked={each === value}
            onChange={() => onChoose(each)}
          />
          {name(each)}
        </label>
      ))}
    </fieldset>
  );
}
