import type { Stacks } from "./stacks";

const HEIGHT = 100;
const GAP = 0.18;

/** One bar for each month, stretched to whatever room there is. */
export function MonthBars({ bars }: Pick<Stacks, "bars">) {
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${bars.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map(({ month, pieces }, column) =>
        pieces.map(({ type, from, height }, place) => (
          <rect
            key={`${month} ${type}`}
            className={`series-${place % 5}`}
            x={column + GAP}
            y={HEIGHT * (1 - from - height)}
            width={1 - 2 * GAP}
            height={HEIGHT * height}
          />
        )),
      )}
    </svg>
  );
}
