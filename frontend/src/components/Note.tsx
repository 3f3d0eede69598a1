import type { ReactNode } from "react";
import type { Tone } from "./Badge";
import { Icon, type IconName } from "./Icon";

const ICONS: Record<Tone, IconName> = {
  good: "check",
  info: "clock",
  warn: "alert",
  bad: "alert",
  calm: "stop",
};

interface Props {
  tone: Tone;
  children: ReactNode;
}

/** Something to know before going on. */
export function Note({ tone, children }: Props) {
  return (
    <div className={`note ${tone}`}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}
