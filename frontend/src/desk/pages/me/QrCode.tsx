import { encode } from "uqr";

interface Props {
  text: string;
  label: string;
}

/** A text for a camera: dark on white whatever the theme, as cameras want it. */
export function QrCode({ text, label }: Props) {
  const { data, size } = encode(text, { border: 4 });
  const dots = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])),
  );
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={dots.join("")} />
    </svg>
  );
}
