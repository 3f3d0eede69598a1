const PATHS = {
  alert: "M12 3 2 20h20L12 3Zm0 7v5m0 2.5v.5",
  box: "m12 3 8 4.5v9L12 21l-8-4.5v-9L12 3Zm-8 4.5 8 4.5 8-4.5M12 12v9",
  chart: "M4 20h16M7 20v-7m5 7V5m5 15v-9",
  check: "m5 12.5 4.5 4.5L19 7.5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v5.5l3.5 2",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  cross: "m6 6 12 12M18 6 6 18",
  outside: "M14 4h6v6m0-6-9 9M18 14v6H4V6h6",
  paper: "M6 3h8l4 4v14H6V3Zm3 8h6m-6 4h6",
  pause: "M8 5v14m8-14v14",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 21c.5-4 3.5-6 8-6s7.5 2 8 6",
  print: "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
  stop: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12h8",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a word; it says nothing by itself. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
