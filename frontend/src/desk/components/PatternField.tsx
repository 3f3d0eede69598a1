import { useRef } from "react";
import { useWords } from "../words/words";
import { Area } from "./Area";

interface Props {
  label: string;
  value: string;
  maxLength: number;
  /** What may stand between braces, and how that is called. */
  placeholders: readonly (readonly [placeholder: string, name: string])[];
  onChange: (pattern: string) => void;
}

/** A text, and the names that are put into it by a press. */
export function PatternField({ label, value, maxLength, placeholders, onChange }: Props) {
  const { say } = useWords();
  const place = useRef<HTMLDivElement>(null);

  const insert = (placeholder: string) => {
    const area = place.current?.querySelector("textarea");
    if (!area) return;
    const { selectionStart: from, selectionEnd: to } = area;
    onChange(`${value.slice(0, from)}{${placeholder}}${value.slice(to)}`);
    area.focus();
  };
  return (
    <div ref={place}>
      <Area
        label={label}
        name="pattern"
        value={value}
        required
        maxLength={maxLength}
        onChange={(event) => onChange(event.target.value)}
      />
      <ul className="placeholders" aria-label={say("template.placeholders")}>
        {placeholders.map(([each, name]) => (
          <li key={each}>
            <button
              type="button"
              title={name}
              aria-label={say("template.insert", { name })}
              onClick={() => insert(each)}
            >
              {`{${each}}`}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
