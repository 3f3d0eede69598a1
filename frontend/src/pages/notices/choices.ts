import type { NoticeChoices, NoticeSettings } from "../../api/types";

type Offered = NoticeSettings["choices"][number];
export type Kind = Offered["kind"];
export type Channel = Offered["channel"];

export type Hours = NonNullable<NoticeSettings["quiet_hours"]>;

export const QUIET_WAYS = ["house", "own", "never"] as const;
type QuietWay = (typeof QUIET_WAYS)[number];

const NIGHT: Hours = { begins: "22:00", ends: "08:00" };
/** Hours that begin when they end are none. */
const NO_HOURS: Hours = { begins: "00:00", ends: "00:00" };

/** What can be chosen, while it is being chosen. `null`: as it is for everybody. */
export interface Choices {
  language: NonNullable<NoticeSettings["language"]> | null;
  zone: string | null;
  quiet: QuietWay;
  /** One's own, if that is the way. */
  hours: Hours;
  /** Pairs that are not wanted. */
  unwanted: ReadonlySet<string>;
}

export function choicesIn(settings: NoticeSettings): Choices {
  const unwanted = settings.choices.filter(({ wanted }) => !wanted);
  const quiet = wayOf(settings.quiet_hours ?? null);
  return {
    language: settings.language ?? null,
    zone: settings.time_zone ?? null,
    quiet,
    hours: quiet === "own" && settings.quiet_hours ? settings.quiet_hours : NIGHT,
    unwanted: new Set(unwanted.map(({ channel, kind }) => pairOf(kind, channel))),
  };
}

/** As the server takes it: all of it, so that asking twice is asking once. */
export function asked(choices: Choices, { choices: all }: NoticeSettings): NoticeChoices {
  return {
    language: choices.language,
    time_zone: choices.zone,
    quiet_hours: { house: null, own: choices.hours, never: NO_HOURS }[choices.quiet],
    opted_out: all
      .filter(({ channel, kind }) => choices.unwanted.has(pairOf(kind, channel)))
      .map(({ channel, kind }) => ({ channel, kind })),
  };
}

function wayOf(hours: Hours | null): QuietWay {
  if (hours === null) return "house";
  return hours.begins === hours.ends ? "never" : "own";
}

export function pairOf(kind: Kind, channel: Channel): string {
  return `${kind} ${channel}`;
}

/** The other way for one pair. */
export function turned(unwanted: ReadonlySet<string>, pair: string): Set<string> {
  const next = new Set(unwanted);
  if (!next.delete(pair)) next.add(pair);
  return next;
}

/** The ways by which the operator tells anything at all. */
export function channelsOf({ choices }: NoticeSettings): Channel[] {
  return [...new Set(choices.filter(({ offered }) => offered).map(({ channel }) => channel))];
}
