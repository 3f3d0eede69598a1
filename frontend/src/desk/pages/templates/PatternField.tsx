import { useRef } from "react";
import { Area } from "../../components/Area";
import { useWords } from "../../words/words";

interface Props {
  value: string;
  placeholders: string[];
  onChange: (pattern: string) => void;
}

/** The text of a charge, and the names that are put into it by a press. */
export function PatternField({ value, placeholders, onChange }: Props) {
  const { say, name } = useWords();
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
        label={say("template.pattern")}
        name="pattern"
        value={value}
        required
        maxLength={500}
        onChange={(event) => onChange(event.target.value)}
      />
      <ul className="placeholders" aria-label={say("template.placeholders")}>
        {placeholders.map((each) => (
          <li key={each}>
            <button
              type="button"
              title={name("template.placeholder", each)}
              aria-label={say("template.insert", { name: name("template.placeholder", each) })}
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
