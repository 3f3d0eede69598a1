import { Icon, type IconName } from "./Icon";

export type Tone = "good" | "info" | "warn" | "bad" | "calm";

interface Props {
  tone: Tone;
  icon: IconName;
  children: string;
}

/** A state in a word, a colour and a picture. */
export function Badge({ tone, icon, children }: Props) {
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
