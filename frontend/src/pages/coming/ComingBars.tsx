import { MONTH_WIDTH, type Timeline } from "./timeline";

const HEIGHT = 100;
const GAP = 0.1;

/** A bar on each day of a debit, stretched to whatever room there is; what is missing lies on top. */
export function ComingBars({ bars, months }: Timeline) {
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${months.length * MONTH_WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {months.slice(1).map((month, place) => (
        <path key={month} d={`M${(place + 1) * MONTH_WIDTH} 0V${HEIGHT}`} />
      ))}
      {bars.map(({ covered, missing, on, place }) => (
        <g key={on}>
          <Part place={place} from={0} height={covered} look="series-0" />
          <Part place={place} from={covered} height={missing} look="lacking" />
        </g>
      ))}
    </svg>
  );
}

interface PartProps {
  place: number;
  from: number;
  height: number;
  look: string;
}

function Part({ place, from, height, look }: PartProps) {
  if (height <= 0) {
    return null;
  }
  return (
    <rect
      className={look}
      x={place + GAP}
      y={HEIGHT * (1 - from - height)}
      width={1 - 2 * GAP}
      height={HEIGHT * height}
    />
  );
}
