import type { NoticeSettings } from "../../api/types";
import { Choice } from "../../components/Choice";
import { useLanguage } from "../../words/context";

const HOUSE = "";

interface Props {
  settings: NoticeSettings;
  value: string | null;
  onChoose: (zone: string | null) => void;
}

/**
 * By whose clock the quiet hours are: the operator's, the one chosen before, or this device's.
 * Where all are the same there is nothing to choose.
 */
export function ZoneChoice({ settings, value, onChoose }: Props) {
  const { say } = useLanguage();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isOther = settings.time_zone || here !== settings.in_force.time_zone;
  const zones = [...new Set([HOUSE, settings.time_zone ?? HOUSE, here])];
  if (!isOther) {
    return null;
  }
  const house = settings.time_zone
    ? say("zone.house")
    : say("zone.house.named", { zone: settings.in_force.time_zone });
  const name = (zone: string) => {
    if (zone === HOUSE) return house;
    return zone === here ? say("zone.here", { zone }) : zone;
  };
  return (
    <Choice
      legend={say("zone")}
      values={zones}
      value={value ?? HOUSE}
      name={name}
      onChoose={(zone) => onChoose(zone || null)}
    />
  );
}
