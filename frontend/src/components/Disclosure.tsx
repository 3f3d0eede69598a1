import { type ReactNode, useState } from "react";

interface Props {
  summary: ReactNode;
  startsOpen?: boolean;
  children: () => ReactNode;
}

/** Native details whose content is made, and read, when it is opened for the first time. */
export function Disclosure({ summary, startsOpen = false, children }: Props) {
  const [seen, setSeen] = useState(startsOpen);
  return (
    <details open={startsOpen} onToggle={(event) => setSeen(seen || event.currentTarget.open)}>
      <summary>{summary}</summary>
      {seen && <div className="disclosed">{children()}</div>}
    </details>
  );
}
